//! Lists that the server gives page by page.

use super::call::CallError;

/// How many items a page has at most.
const LARGEST: usize = 100;

/// A page: its items, and the token of the next one, which is empty if there is none.
pub(super) type Page<T> = (Vec<T>, String);

/// Asks for pages, each by its size and its token, until there are `most` items or the server has no more.
pub(super) async fn gather<T>(
    most: usize,
    mut page: impl AsyncFnMut(u32, String) -> Result<Page<T>, CallError>,
) -> Result<Vec<T>, CallError> {
    let mut all = Vec::new();
    let mut token = String::new();
    while all.len() < most {
        // The token counts what came before, so pages may differ in size; flyteadmin refuses a size of 0.
        let size = u32::try_from((most - all.len()).min(LARGEST)).unwrap_or(u32::MAX);
        let (items, next) = page(size, token).await?;
        all.extend(items);
        token = next;
        if token.is_empty() {
            break;
        }
    }
    all.truncate(most);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::gather;

    /// Gathers from a server that has so many items, and gives a token while a page is full, as flyteadmin does. Returns the items and
    /// the size and token of each page.
    fn gathered(most: usize, has: usize) -> (Vec<usize>, Vec<(u32, String)>) {
        let mut asked = Vec::new();
        let page = async |size: u32, token: String| {
            asked.push((size, token.clone()));
            let from = token.parse().unwrap_or(0);
            let to = has.min(from + size as usize);
            let next = if to - from == size as usize { to.to_string() } else { String::new() };
            Ok(((from..to).collect(), next))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let items = runtime.block_on(gather(most, page)).expect("no call fails");
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
