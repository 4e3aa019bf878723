//! Debian's Chromium without a window, driven over the pipes of its own debugging protocol (`--remote-debugging-pipe`): a few
//! commands and their answers as JSON, each ended by a zero byte. A client of the whole protocol would take minutes to build.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than a slow machine takes for anything that is asked of it here.
const PATIENCE: Duration = Duration::from_mins(2);

/// A page in a browser of its own.
pub struct Page {
    browser: Child,
    commands: File,
    messages: Receiver<Value>,
    session: String,
    last: u64,
    _home: TempDir,
}

impl Page {
    /// Opens a file in a window of 1200 × 900 pixels and waits until it is loaded.
    pub fn open(file: &Path) -> Self {
        let home = tempfile::tempdir().expect("a folder for the browser");
        let (into, out) = (home.path().join("commands"), home.path().join("messages"));
        let made = Command::new("mkfifo").args([&into, &out]).status().expect("mkfifo starts");
        assert!(made.success(), "the pipes are made");
        // The protocol stands on the descriptors 3 and 4, which a shell can open and safe Rust cannot.
        let script = "exec chromium --headless --no-sandbox --disable-gpu --window-size=1200,900 \
            --remote-debugging-pipe --user-data-dir=\"$1\" --no-first-run 3<\"$2\" 4>\"$3\"";
        let found = Command::new("sh").args(["-c", "command -v chromium"]).stdout(Stdio::null()).status();
        assert!(found.is_ok_and(|found| found.success()), "Chromium is needed: apt-get install chromium");
        let browser = Command::new("sh")
            .args(["-c", script, "sh"])
            .args([&home.path().join("profile"), &into, &out])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the shell starts");
        // In the order in which the shell opens them: each waits for the other side.
        let commands = OpenOptions::new().write(true).open(&into).expect("the browser reads commands");
        let answers = BufReader::new(File::open(&out).expect("the browser writes messages"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in answers.split(0).map_while(Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { break };
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut page = Self { browser, commands, messages, session: String::new(), last: 0, _home: home };
        let target = page.ask("Target.createTarget", &json!({"url": "about:blank"}))["targetId"].clone();
        let attached = page.ask("Target.attachToTarget", &json!({"targetId": target, "flatten": true}));
        attached["sessionId"].as_str().expect("a session").clone_into(&mut page.session);
        page.ask("Page.enable", &json!({}));
        page.ask("Page.navigate", &json!({"url": format!("file://{}", file.display())}));
        page.next(|message| message["method"] == "Page.loadEventFired");
        page
    }

    /// Gives a command and returns what it came to.
    pub fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        let mut command = json!({"id": id, "method": method, "params": parameters});
        if !self.session.is_empty() {
            command["sessionId"] = json!(self.session);
        }
        write!(self.commands, "{command}\0").and_then(|()| self.commands.flush()).expect("the browser listens");
        let mut answer = self.next(|message| message["id"] == id);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Waits for a message.
    fn next(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the browser answers");
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Returns what a script expression comes to, after whatever it promises and the next two frames.
    pub fn read(&mut self, expression: &str) -> Value {
        let expression = format!(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => ({expression}))"
        );
        let asked = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.ask("Runtime.evaluate", &asked);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// Types text where the cursor is.
    pub fn types(&mut self, text: &str) {
        self.ask("Input.insertText", &json!({"text": text}));
    }

    /// Presses a key by its name in the DOM.
    pub fn key(&mut self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            " " => 32,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            one if one.len() == 1 => one,
            _ => "",
        };
        for event in ["keyDown", "keyUp"] {
            let text = if event == "keyDown" { text } else { "" };
            let pressed = json!({"type": event, "key": key, "windowsVirtualKeyCode": code, "text": text});
            self.ask("Input.dispatchKeyEvent", &pressed);
        }
    }

    /// Does something with the left button of the mouse, or its wheel while Ctrl is held.
    pub fn mouse(&mut self, event: &str, x: f64, y: f64) {
        let mut done = json!({"type": event, "x": x, "y": y, "clickCount": 1});
        match event {
            "mouseWheel" => {
                done["modifiers"] = json!(2);
                done["deltaX"] = json!(0);
                done["deltaY"] = json!(-120);
            }
            "mouseMoved" => done["buttons"] = json!(1),
            _ => done["button"] = json!("left"),
        }
        self.ask("Input.dispatchMouseEvent", &done);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // It was started here and nothing is kept of it.
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}
