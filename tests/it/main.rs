mod fakes;
mod providers;
mod telegram;
mod config;
mod console;
mod telemetry;
mod databases;
mod postgres;
