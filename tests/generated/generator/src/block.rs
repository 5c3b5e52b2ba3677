//! Statements and what is behind the last of them.

use crate::argument::Argument;
use crate::construct::{Construct, Pattern};
use crate::constructs;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::fmt::Write;
use std::rc::Rc;

/// The body of a workflow, or an arm of a branch.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) statements: Vec<Statement>,
    pub(crate) end: End,
}

#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) construct: Rc<dyn Construct>,
    pub(crate) pattern: Pattern,
}

/// The values that a block gives.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// One, none or a tuple.
    Values(Vec<Argument>),
    /// Those of a construct.
    Construct(Rc<dyn Construct>),
}

impl Block {
    /// A block of so many statements. The types of its values are chosen behind them.
    pub(crate) fn grow(
        growth: &mut Growth,
        statements: usize,
        types: impl FnOnce(&mut Growth) -> Vec<Type>,
    ) -> Block {
        let statements = (0..statements)
            .map(|_| {
                let construct = constructs::grow(growth);
                let pattern = growth.name(&*construct);
                Statement { construct, pattern }
            })
            .collect();
        let types = types(growth);
        Block { statements, end: End::grow(growth, &types) }
    }

    /// The lines in Rust, each with the indentation. `ok` says that the values are in an `Ok`.
    pub(crate) fn rust(&self, indentation: &str, ok: bool) -> String {
        let mut lines = String::new();
        let statements =
            self.statements.iter().map(|statement| statement.construct.statement(&statement.pattern));
        for line in statements.chain([self.end.rust(ok)]).filter(|line| !line.is_empty()) {
            for line in line.lines() {
                // Writing to a string does not fail.
                let _ = writeln!(lines, "{indentation}{line}");
            }
        }
        lines
    }

    /// The types of its values.
    pub(crate) fn types(&self) -> Vec<Type> {
        match &self.end {
            End::Values(values) => values.iter().map(Argument::ty).collect(),
            End::Construct(construct) => construct.types(),
        }
    }

    pub(crate) fn fails(&self) -> bool {
        let end = match &self.end {
            End::Values(values) => values.iter().any(Argument::fails),
            End::Construct(construct) => construct.fails(),
        };
        end || self.statements.iter().any(|statement| statement.construct.fails())
    }

    pub(crate) fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        for Statement { construct, pattern } in &self.statements {
            let values = construct.run(state);
            for (variable, value) in pattern.variables(values.len()).into_iter().zip(values) {
                state.declare(&variable, value);
            }
        }
        match &self.end {
            End::Values(values) => values.iter().map(|value| value.run(state)).collect(),
            End::Construct(construct) => construct.run(state),
        }
    }

    pub(crate) fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.statements.iter().for_each(|statement| statement.construct.reads(show));
        match &self.end {
            End::Values(values) => values.iter().for_each(|value| value.reads(show)),
            End::Construct(construct) => construct.reads(show),
        }
    }

    pub(crate) fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        self.statements.iter().for_each(|statement| statement.construct.visit(show));
        match &self.end {
            End::Values(values) => values.iter().for_each(|value| value.visit(show)),
            End::Construct(construct) => construct.visit(show),
        }
    }

    /// The blocks that lack one statement which nothing behind it needs, or part of a statement.
    pub(crate) fn smaller(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (place, statement) in self.statements.iter().enumerate() {
            let mut without = self.clone();
            without.statements.remove(place);
            if !without.needs(statement) {
                blocks.push(without);
            }
            for construct in statement.construct.smaller() {
                let mut with = self.clone();
                with.statements[place].construct = construct;
                blocks.push(with);
            }
        }
        if let End::Construct(construct) = &self.end {
            let ends = construct.smaller().into_iter().map(End::Construct);
            blocks.extend(ends.map(|end| Block { statements: self.statements.clone(), end }));
        }
        blocks
    }

    fn needs(&self, statement: &Statement) -> bool {
        let variables = statement.pattern.variables(statement.construct.types().len());
        let mut needed = false;
        self.reads(&mut |name| needed |= variables.iter().any(|variable| variable == name));
        needed
    }
}

impl End {
    fn grow(growth: &mut Growth, types: &[Type]) -> End {
        if growth.random.percent(40)
            && let Some(construct) = constructs::grow_of(growth, types)
        {
            return End::Construct(construct);
        }
        End::Values(types.iter().map(|ty| Argument::grow(growth, *ty, true)).collect())
    }

    fn rust(&self, ok: bool) -> String {
        match self {
            End::Construct(construct) if ok => construct.result().unwrap_or_else(|| {
                let expression = construct.expression();
                if construct.types().is_empty() {
                    format!("{expression};\nOk(())")
                } else {
                    format!("Ok({expression})")
                }
            }),
            End::Construct(construct) => construct.expression(),
            End::Values(values) => {
                let values: Vec<String> = values.iter().map(Argument::rust).collect();
                let tuple = match &values[..] {
                    [] if ok => "()".to_owned(),
                    [] => String::new(),
                    [one] => one.clone(),
                    several => format!("({})", several.join(", ")),
                };
                if ok { format!("Ok({tuple})") } else { tuple }
            }
        }
    }
}
