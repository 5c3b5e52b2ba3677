//! Converts Markdown to HTML for decks.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

/// Converts `CommonMark` with tables, task lists and struck text. HTML in it is shown as text.
pub(super) fn html(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut html = String::new();
    push_html(&mut html, harmless(Parser::new_ext(text, options)));
    html
}

/// Removes everything that a browser would run: HTML becomes text, and so do links and images whose address is not a
/// web address, since an address can contain a script as well.
fn harmless<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    // For each open link and image, the text that ends it if it is shown as text.
    let mut open: Vec<Option<CowStr<'a>>> = Vec::new();
    let begin = move |event: Event<'a>| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
            if is_web(dest_url) {
                open.push(None);
                return event;
            }
            open.push(Some(format!("]({dest_url})").into()));
            Event::Text(if matches!(event, Event::Start(Tag::Image { .. })) { "![" } else { "[" }.into())
        }
        Event::End(TagEnd::Link | TagEnd::Image) => match open.pop().flatten() {
            Some(end) => Event::Text(end),
            None => event,
        },
        other => other,
    };
    events.map(begin)
}

fn is_web(address: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn blocks() {
        assert_eq!(
            html("# A\none\ntwo\n\n- x\n- y\n\n3. c\n4. d\n"),
            "<h1>A</h1>\n<p>one\ntwo</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n"
        );
        assert_eq!(
            html("```\nlet x = <T>::y;\n# no title\n```\n####### seven"),
            "<pre><code>let x = &lt;T&gt;::y;\n# no title\n</code></pre>\n<p>####### seven</p>\n"
        );
        assert_eq!(
            html("a | b\n--|--:\n1 | `2`\n"),
            "<table><thead><tr><th>a</th><th style=\"text-align: right\">b</th></tr></thead><tbody>\n<tr><td>1</td><td \
             style=\"text-align: right\"><code>2</code></td></tr>\n</tbody></table>\n"
        );
        assert_eq!(html(""), "");
    }

    #[test]
    fn marks() {
        assert_eq!(
            html("a `*b*` **c *d*** ~~e~~"),
            "<p>a <code>*b*</code> <strong>c <em>d</em></strong> <del>e</del></p>\n"
        );
        assert_eq!(html("2 * 3 * 4 and [x] é*"), "<p>2 * 3 * 4 and [x] é*</p>\n");
        assert_eq!(html("[a](https://x.y/?a=\"b\")"), "<p><a href=\"https://x.y/?a=%22b%22\">a</a></p>\n");
    }

    #[test]
    fn scripts_are_shown_as_text() {
        assert_eq!(html("[a *b*](javascript:c)"), "<p>[a <em>b</em>](javascript:c)</p>\n");
        assert_eq!(html("![a](data:text/html,b)"), "<p>![a](data:text/html,b)</p>\n");
        assert_eq!(
            html("[![a](https://x/y.png)](file:///z)"),
            "<p>[<img src=\"https://x/y.png\" alt=\"a\" />](file:///z)</p>\n"
        );
        assert_eq!(html("a <b onclick=\"c\">d</b>"), "<p>a &lt;b onclick=\"c\"&gt;d&lt;/b&gt;</p>\n");
        assert_eq!(
            html("<script>\nalert(1)\n</script>\n"),
            "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n"
        );
        assert_eq!(html("<javascript:alert(1)>"), "<p>[javascript:alert(1)](javascript:alert(1))</p>\n");
    }
}
