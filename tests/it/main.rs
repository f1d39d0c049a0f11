mod fakes;
mod providers;
