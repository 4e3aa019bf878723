mod every_path;
mod random;
mod shapes;
