mod every_path;
mod random;
mod reach;
mod shapes;
