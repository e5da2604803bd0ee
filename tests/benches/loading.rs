//! How long it takes to load an article of so many questions, and the one that is built in.

use divan::{Bencher, black_box};

use vo_login_wizard::content::{BUILT_IN, load};

use super::large;

#[divan::bench(args = [10, 1_000, 10_000])]
fn questions(bencher: Bencher, count: usize) {
    bencher.with_inputs(|| large::questions(count)).bench_values(load);
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn line_of_questions(bencher: Bencher, count: usize) {
    bencher.with_inputs(|| large::line_of_questions(count)).bench_values(load);
}

#[divan::bench]
fn line_of_4000_faults(bencher: Bencher) {
    bencher.with_inputs(|| large::line_of_faults(4_000)).bench_values(load);
}

#[divan::bench]
fn a_hundred_thousand_answers(bencher: Bencher) {
    bencher.with_inputs(|| large::answers(100_000)).bench_values(load);
}

#[divan::bench]
fn built_in() {
    _ = black_box(load(black_box(BUILT_IN)));
}
