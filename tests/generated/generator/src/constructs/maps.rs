//! Maps over lists of a few values: `total(map(|e| add(e, x), vec![y, 2]))`. A task makes one value of what the map gives, since
//! no variable is a list.

use crate::argument::Argument;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::tasks::{TASKS, Task};
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "map";

/// The tasks that make one value of lists, in the program.
pub(crate) const GATHERING: &str = "#[task] fn total(list: Vec<Option<i64>>) -> i64 { list.into_iter().map(|x| x.unwrap_or(5)).sum::<i64>() % 6 }
#[task] fn glued(list: Vec<Option<String>>) -> String { list.into_iter().map(|x| x.unwrap_or(\"z\".to_owned())).collect::<String>().chars().take(3).collect() }
#[task] fn all(list: Vec<Option<bool>>) -> bool { list.into_iter().all(|x| x.unwrap_or(false)) }
";

#[derive(Debug)]
struct Map {
    task: &'static Task,
    /// The input that is the element.
    place: usize,
    /// The others, in order.
    beside: Vec<Argument>,
    elements: Vec<Argument>,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    let fits = |task: &&Task| {
        // A task makes one value of a list of these.
        let gathers = matches!(task.outputs, [Type::Integer | Type::Text | Type::Boolean]);
        gathers && !task.waits && !task.inputs.is_empty() && types.is_none_or(|types| types == task.outputs)
    };
    let fitting: Vec<&'static Task> = TASKS.iter().filter(fits).collect();
    if fitting.is_empty() {
        return None;
    }
    let task = *growth.random.pick(&fitting);
    let place = growth.random.below(task.inputs.len());
    let others = task.inputs.iter().enumerate().filter(|(input, _)| *input != place);
    let beside = others.map(|(_, ty)| Argument::owned(growth, *ty, false)).collect();
    let count = growth.random.below(4);
    let elements = (0..count).map(|_| Argument::owned(growth, task.inputs[place], false)).collect();
    Some(Rc::new(Map { task, place, beside, elements }))
}

impl Map {
    fn gathering(&self) -> &'static str {
        match self.task.outputs[0] {
            Type::Integer => "total",
            Type::Text => "glued",
            Type::Boolean => "all",
            Type::Float | Type::Color => unreachable!("no such task is chosen"),
        }
    }

    /// What the tasks give, in order; holes where they fail.
    fn given(&self, state: &mut State) -> Option<Vec<Option<Value>>> {
        let beside: Vec<Option<Value>> = self.beside.iter().map(|argument| argument.run(state)).collect();
        let elements: Vec<Option<Value>> = self.elements.iter().map(|argument| argument.run(state)).collect();
        let beside = beside.into_iter().collect::<Option<Vec<Value>>>()?;
        let elements = elements.into_iter().collect::<Option<Vec<Value>>>()?;
        let given = elements.into_iter().map(|element| {
            let mut inputs = beside.clone();
            inputs.insert(self.place, element);
            (self.task.call)(&inputs).ok().map(|mut outputs| outputs.remove(0))
        });
        Some(given.collect())
    }
}

/// What the task of the program makes of a list.
fn gathered(ty: Type, list: Vec<Option<Value>>) -> Value {
    match ty {
        Type::Integer => {
            let numbers = list.into_iter().map(|value| match value {
                Some(Value::Integer(number)) => number,
                _ => 5,
            });
            Value::Integer(numbers.sum::<i64>() % 6)
        }
        Type::Text => {
            let texts = list.into_iter().map(|value| match value {
                Some(Value::Text(text)) => text,
                _ => "z".to_owned(),
            });
            Value::Text(texts.collect::<String>().chars().take(3).collect())
        }
        Type::Boolean => Value::Boolean(list.iter().all(|value| *value == Some(Value::Boolean(true)))),
        Type::Float | Type::Color => unreachable!("no such task is chosen"),
    }
}

impl Construct for Map {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.task.outputs.to_vec()
    }

    fn fails(&self) -> bool {
        false
    }

    fn expression(&self) -> String {
        let mut arguments: Vec<String> = self.beside.iter().map(Argument::rust).collect();
        arguments.insert(self.place, "e".to_owned());
        let elements: Vec<String> = self.elements.iter().map(Argument::rust).collect();
        let list = match elements.as_slice() {
            [] => format!("Vec::<{}>::new()", self.task.inputs[self.place].rust()),
            elements => format!("vec![{}]", elements.join(", ")),
        };
        let call = format!("{}({})", self.task.name, arguments.join(", "));
        format!("{}(map_some(|e| {call}, {list}))", self.gathering())
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        match self.given(state) {
            Some(given) => vec![Some(gathered(self.task.outputs[0], given))],
            None => state.skip(1),
        }
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.beside.iter().chain(&self.elements).for_each(|argument| argument.reads(show));
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.beside.iter().chain(&self.elements).for_each(|argument| argument.visit(show));
    }
}
