//! Instructions per request: `cargo bench --bench instructions`. Whatever else the machine does, the count is the same, so that a
//! change can be judged by it. It says nothing about waiting: system calls, commits and caches cost here what their code costs.
//!
//! Called plainly it runs itself under valgrind's callgrind, each route with N requests and with 2 N. The difference, divided by
//! N, is what one costs, and starting falls out. All threads count; the kernel does not. The router is in this process, with the intake
//! in front of it, and SQLite in a temporary directory. A word on the command line names the routes that are wanted: `-- refresh`.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

#[path = "instructions/callgrind.rs"]
mod callgrind;
#[path = "instructions/routes.rs"]
mod routes;
#[path = "instructions/stage.rs"]
mod stage;
#[path = "../tests/world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "tests use the rest of it")]
mod world;

use routes::Route;
use stage::Stage;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, route, requests, directory] = &arguments[..]
        && word == "walk"
    {
        let (route, requests) = (Route::named(route), requests.parse().unwrap());
        runtime.block_on(routes::walk(directory.as_ref(), route, requests));
        return;
    }
    let wanted: Vec<_> = arguments.iter().filter(|word| *word != "--bench").collect();
    let stage = tempfile::tempdir().unwrap();
    let counted = callgrind::version().and_then(|version| {
        println!("{version}; each route is counted twice");
        runtime.block_on(Stage::set(stage.path()));
        callgrind::run(stage.path(), &wanted)
    });
    if let Err(why) = counted {
        eprintln!("instructions: {why}");
        std::process::exit(1);
    }
}
