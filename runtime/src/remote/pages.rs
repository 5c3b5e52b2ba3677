//! Lists that the server gives page by page.

/// How many items a page has at most.
const LARGEST: usize = 100;

/// The pages of a list, until there are enough items or the server has no more. A closure that asks for a page would be shorter, but
/// its future could not be sent to another thread.
pub(crate) struct Pages {
    most: usize,
    /// The token of the next page; `None` if there is none.
    token: Option<String>,
}

impl Pages {
    /// The pages of a list of at most so many items.
    pub(crate) fn of(most: usize) -> Self {
        Pages { most, token: Some(String::new()) }
    }

    /// The size and the token of the next page, after so many items.
    pub(crate) fn next(&mut self, items: usize) -> Option<(u32, String)> {
        let token = self.token.take().filter(|_| items < self.most)?;
        // The token counts what came before, so pages may differ in size; flyteadmin refuses a size of 0.
        let size = (self.most - items).min(LARGEST);
        Some((u32::try_from(size).unwrap_or(u32::MAX), token))
    }

    /// Notes the token that came with a page, which is empty after the last one.
    pub(crate) fn follow(&mut self, token: String) {
        self.token = Some(token).filter(|token| !token.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;

    /// Gathers from a server that has so many items, and gives a token while a page is full, as flyteadmin does. Returns the items and
    /// the size and token of each page.
    fn gathered(most: usize, has: usize) -> (Vec<usize>, Vec<(u32, String)>) {
        let (mut items, mut asked) = (Vec::new(), Vec::new());
        let mut pages = Pages::of(most);
        while let Some((size, token)) = pages.next(items.len()) {
            asked.push((size, token.clone()));
            let from = token.parse().unwrap_or(0);
            let to = has.min(from + size as usize);
            items.extend(from..to);
            pages.follow(if to - from == size as usize { to.to_string() } else { String::new() });
        }
        (items, asked)
    }

    #[test]
    fn pages_follow_each_other_until_there_are_enough() {
        let (items, asked) = gathered(230, 1_000);
        assert_eq!(items, (0..230).collect::<Vec<_>>());
        let asked: Vec<_> = asked.iter().map(|(size, token)| (*size, token.as_str())).collect();
        assert_eq!(asked, [(100, ""), (100, "100"), (30, "200")]);
    }

    #[test]
    fn a_page_without_a_token_is_the_last_one() {
        assert_eq!(gathered(usize::MAX, 3).0, [0, 1, 2]);
        assert_eq!(gathered(usize::MAX, 3).1.len(), 1);
        // A full page has a token although nothing follows.
        assert_eq!(gathered(usize::MAX, 200).0.len(), 200);
        assert_eq!(gathered(5, 0), (Vec::new(), vec![(5, String::new())]));
    }

    #[test]
    fn nothing_is_asked_for_nothing() {
        assert_eq!(gathered(0, 3), (Vec::new(), Vec::new()));
    }
}
