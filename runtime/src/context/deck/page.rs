//! The page with all tabs: one file without scripts, since the console may show it in a frame that forbids them.

use super::tab::{Escaped, Tab};
use std::fmt::Write;

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;color:#222;margin:1rem 2rem}\
input[name=tab],section{display:none}\
label{display:inline-block;padding:.4rem 1rem;font-weight:600;color:#666;cursor:pointer}\
input:checked+label{color:#222;border-bottom:3px solid #7652a2}\
.text,pre{white-space:pre-wrap}\
pre,code{background:#f4f4f6;font-family:ui-monospace,monospace}\
pre{padding:.6rem}\
table{border-collapse:collapse;margin:.6rem 0}\
th,td{border:1px solid #ddd;padding:.25rem .6rem;text-align:left}";

pub(super) fn html(tabs: &[Tab]) -> String {
    let mut page =
        String::from("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Deck</title>\n<style>");
    page.push_str(STYLE);
    // Writing to a string does not fail.
    for index in 0..tabs.len() {
        let _ = write!(page, "#t{index}:checked~#s{index}{{display:block}}");
    }
    page.push_str("</style></head><body>\n");
    for (index, tab) in tabs.iter().enumerate() {
        let checked = if index == 0 { " checked" } else { "" };
        let _ = writeln!(
            page,
            "<input type=\"radio\" name=\"tab\" id=\"t{index}\"{checked}><label for=\"t{index}\">{}</label>",
            Escaped(&tab.name)
        );
    }
    for (index, tab) in tabs.iter().enumerate() {
        let _ = writeln!(page, "<section id=\"s{index}\">\n{}</section>", tab.html);
    }
    page.push_str("</body></html>\n");
    page
}
