//! Statements and what is behind the last of them.

use crate::argument::Argument;
use crate::construct::{Construct, Pattern};
use crate::constructs;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
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

    /// The lines in Rust. `ok` says that the values are in an `Ok`.
    pub(crate) fn rust(&self, ok: bool) -> String {
        self.ending_in(&self.end.rust(ok))
    }

    /// The lines in Rust, with the values assigned to variables.
    pub(crate) fn assigning(&self, variables: &[String]) -> String {
        let end = match &self.end {
            End::Values(values) => {
                let assigned = variables.iter().zip(values);
                let lines = assigned.map(|(variable, value)| format!("{variable} = {};\n", value.rust()));
                lines.collect::<Vec<_>>().concat()
            }
            End::Construct(construct) => format!("{} = {};", tuple(variables), construct.expression()),
        };
        self.ending_in(&end)
    }

    /// The lines in Rust, which end by a `return` with the values. There is no construct at the end.
    pub(crate) fn returning(&self, ok: bool) -> String {
        self.ending_in(&match &*self.end.rust(ok) {
            "" => "return;".to_owned(),
            values => format!("return {values};"),
        })
    }

    fn ending_in(&self, end: &str) -> String {
        let statements =
            self.statements.iter().map(|statement| statement.construct.statement(&statement.pattern));
        let parts: Vec<String> = statements.chain([end.to_owned()]).filter(|part| !part.is_empty()).collect();
        parts.join("\n")
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
        let at_first = state.trouble();
        for Statement { construct, pattern } in &self.statements {
            let before = state.trouble();
            let types = construct.types().len();
            let waits_in_vain = state.in_order && before > at_first;
            let values = if waits_in_vain { state.skip(types) } else { construct.run(state) };
            for (variable, value) in pattern.variables(values.len()).into_iter().zip(values) {
                state.declare(&variable, value);
            }
            let well = state.trouble() == before;
            pattern.names().iter().for_each(|name| state.make(name, well));
        }
        if state.in_order && state.trouble() > at_first {
            return state.skip(self.types().len());
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
        let types = statement.construct.types().len();
        let variables = [statement.pattern.variables(types), statement.pattern.names()].concat();
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
        if growth.depth > 0 {
            return End::of_arm(growth, types);
        }
        End::Values(types.iter().map(|ty| Argument::grow(growth, *ty, true)).collect())
    }

    /// Values as an arm has them.
    pub(crate) fn of_arm(growth: &mut Growth, types: &[Type]) -> End {
        let values = types.iter().map(|ty| match types.len() {
            1 => Argument::owned(growth, *ty, true),
            // A tuple of an arm has a constant only where another arm has a promise.
            _ => Argument::promise(growth, *ty),
        });
        End::Values(values.collect())
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
                match tuple(&values) {
                    tuple if ok => format!("Ok({tuple})"),
                    _ if values.is_empty() => String::new(),
                    tuple => tuple,
                }
            }
        }
    }
}

/// No value, one, or a tuple.
pub(crate) fn tuple(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        values => format!("({})", values.join(", ")),
    }
}

/// The lines, each further to the right.
pub(crate) fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect::<Vec<_>>().concat()
}
