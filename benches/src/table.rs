//! A Markdown table.

/// Rows of cells under a heading.
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    pub(crate) fn new<const N: usize>(head: [&str; N]) -> Self {
        Table(vec![head.map(str::to_owned).to_vec(), vec!["---".to_owned(); N]])
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.0.push(cells.into());
    }

    pub(crate) fn print(&self, title: &str) {
        println!("## {title}\n");
        for row in &self.0 {
            println!("| {} |", row.join(" | "));
        }
        println!();
    }
}
