//! The article that the program comes with: read and checked when the program is built (`build.rs`).

use crate::content::Article;

static STORED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/article"));

/// The article that is built into the program.
pub fn built_in() -> Article {
    Article::restored(STORED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{BUILT_IN, load};

    #[test]
    fn the_article_that_is_built_in_is_the_one_in_its_file() {
        assert!(STORED == load(BUILT_IN).unwrap().stored());
        assert!(built_in().stored() == STORED);
    }
}
