//! Mistakes: each breaks a package in one way, at a random place.

use crate::random::Random;
use crate::slice::Slice;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::boolean_expression::Expr;
use aileron_idl::core::gate_node::Condition;
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::node::Target;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{
    Alias, ArrayNode, Binding, BindingData, BindingDataCollection, BindingDataMap, BlobType,
    BooleanExpression, BranchNode, EnumType, GateNode, Identifier, IfElseBlock, LiteralType, Node,
    NodeMetadata, Operand, OutputReference, Primitive, PromiseAttribute, Resources, Scalar, SimpleType,
    SleepCondition, TaskNode, TypedInterface, UnionType, Variable, VariableMap, Void, WorkflowNode, operand,
    primitive, promise_attribute, scalar, task_node, task_template, workflow_node,
};
use aileron_idl::google;

type Mistake = fn(&mut Slice, &mut Random, &[LiteralType]);

/// Every mistake by name.
pub(crate) const ALL: &[(&str, Mistake)] = &[
    ("a node has no id", |slice, random, _| node(slice, random, |node, _| node.id.clear())),
    ("a node has the id of another", |slice, random, _| {
        let id = some_id(slice, random);
        node(slice, random, |node, _| node.id = id);
    }),
    ("a node has the id of an end", |slice, random, _| {
        node(slice, random, |node, random| {
            node.id = (*random.one(&["start-node", "end-node", "n0-n0", "n1-n0"]).unwrap()).to_owned();
        });
    }),
    ("a node does nothing", |slice, random, _| node(slice, random, |node, _| node.target = None)),
    ("an input is not bound", |slice, random, _| {
        node(slice, random, |node, random| {
            if !node.inputs.is_empty() {
                node.inputs.remove(random.below(node.inputs.len()));
            }
        });
    }),
    ("an input is bound twice", |slice, random, _| {
        binding(slice, random, |inputs, at, _| inputs.push(inputs[at].clone()));
    }),
    ("a binding is empty", |slice, random, _| {
        binding(slice, random, |inputs, at, _| inputs[at].binding = None);
    }),
    ("a binding has no value", |slice, random, _| {
        binding(slice, random, |inputs, at, _| inputs[at].binding = Some(BindingData::default()));
    }),
    ("another input is bound", |slice, random, _| {
        binding(slice, random, |inputs, at, _| inputs[at].var.push('x'));
    }),
    ("a promise of another node", |slice, random, _| {
        let id = some_id(slice, random);
        promise(slice, random, |promise, random| {
            let ids = [id.as_str(), "n77", "", "start-node", "end-node"];
            promise.node_id = (*random.one(&ids).unwrap()).to_owned();
        });
    }),
    ("a promise of another output", |slice, random, _| {
        promise(slice, random, |promise, random| {
            let names =
                ["o0", "o1", "o7", "", "-o0", "a.b", "[0].o0", "[0]o0", "[99999999999999999999].o0", "x"];
            promise.var = (*random.one(&names).unwrap()).to_owned();
        });
    }),
    ("a promise of a part", |slice, random, _| {
        promise(slice, random, |promise, random| {
            let value = match random.below(4) {
                0 => promise_attribute::Value::IntValue(0),
                1 => promise_attribute::Value::StringValue("x".to_owned()),
                2 => promise_attribute::Value::StringValue("centre".to_owned()),
                _ => promise_attribute::Value::StringValue("nothing".to_owned()),
            };
            promise.attr_path.push(PromiseAttribute { value: Some(value) });
        });
    }),
    ("a promise of the whole", |slice, random, _| {
        promise(slice, random, |promise, _| promise.attr_path.clear());
    }),
    ("a constant of another type", |slice, random, _| {
        binding(slice, random, |inputs, at, random| inputs[at].binding = Some(constant(random)));
    }),
    ("a list around a binding", |slice, random, _| {
        binding(slice, random, |inputs, at, random| {
            let mut bindings: Vec<_> = inputs[at].binding.take().into_iter().collect();
            if random.below(2) == 0 {
                bindings.push(constant(random));
            }
            let value = Value::Collection(BindingDataCollection { bindings });
            inputs[at].binding = Some(BindingData { union: None, value: Some(value) });
        });
    }),
    ("a map around a binding", |slice, random, _| {
        binding(slice, random, |inputs, at, random| {
            let mut map = BindingDataMap::default();
            map.bindings.extend(inputs[at].binding.take().map(|data| ("a".to_owned(), data)));
            if random.below(2) == 0 {
                map.bindings.insert("b".to_owned(), constant(random));
            }
            inputs[at].binding = Some(BindingData { union: None, value: Some(Value::Map(map)) });
        });
    }),
    ("a node waits for another", |slice, random, _| {
        let id = some_id(slice, random);
        node(slice, random, |node, random| {
            let ids = [id.as_str(), id.as_str(), "n77", "", "end-node"];
            node.upstream_node_ids.push((*random.one(&ids).unwrap()).to_owned());
        });
    }),
    ("another reference", |slice, random, _| {
        node(slice, random, |node, random| {
            let id = match &mut node.target {
                Some(Target::TaskNode(TaskNode {
                    reference: Some(task_node::Reference::ReferenceId(id)),
                    ..
                })) => id,
                Some(Target::WorkflowNode(WorkflowNode { reference: Some(reference) })) => match reference {
                    workflow_node::Reference::LaunchplanRef(id)
                    | workflow_node::Reference::SubWorkflowRef(id) => id,
                },
                _ => return,
            };
            spoil(id, random);
        });
    }),
    ("no reference", |slice, random, _| {
        node(slice, random, |node, _| match &mut node.target {
            Some(Target::TaskNode(task)) => task.reference = None,
            Some(Target::WorkflowNode(workflow)) => workflow.reference = None,
            _ => {}
        });
    }),
    ("a launch plan in place of a workflow", |slice, random, _| {
        node(slice, random, |node, _| {
            if let Some(Target::WorkflowNode(workflow)) = &mut node.target {
                workflow.reference = workflow.reference.take().map(|reference| match reference {
                    workflow_node::Reference::LaunchplanRef(id) => {
                        workflow_node::Reference::SubWorkflowRef(id)
                    }
                    workflow_node::Reference::SubWorkflowRef(id) => {
                        workflow_node::Reference::LaunchplanRef(id)
                    }
                });
            }
        });
    }),
    ("other names of outputs", |slice, random, _| {
        node(slice, random, |node, random| {
            // Not the name of another output: which of the two then counts changes from run to run.
            for _ in 0..=random.below(2) {
                let [var, alias] = [["o0", "o1", "o9"], ["y", "z", "w"]]
                    .map(|names| (*random.one(&names).unwrap()).to_owned());
                node.output_aliases.push(Alias { var, alias });
            }
        });
    }),
    ("a timeout out of range", |slice, random, _| {
        node(slice, random, |node, random| {
            let (seconds, nanos) = *random
                .one(&[
                    (i64::MAX, 0),
                    (9_223_372_037, 0),
                    (9_223_372_036, 854_775_808),
                    (1, -1),
                    (0, 1_000_000_000),
                    (-5, 0),
                    (5, 0),
                ])
                .unwrap();
            let metadata = node.metadata.get_or_insert_with(NodeMetadata::default);
            metadata.timeout = Some(google::Duration { seconds, nanos });
        });
    }),
    ("resources of one call", |slice, random, _| {
        node(slice, random, |node, random| {
            if let Some(Target::TaskNode(task)) = &mut node.target {
                let overrides = task.overrides.get_or_insert_default();
                overrides.resources = Some(resources(random));
            }
        });
    }),
    ("a branch without a part", |slice, random, _| {
        branch(slice, random, |branch, random| {
            let Some(block) = &mut branch.if_else else { return };
            let case = block.case.as_mut();
            match random.below(9) {
                0 => branch.if_else = None,
                1 => block.case = None,
                2 => block.default = None,
                3 => case.into_iter().for_each(|case| case.then_node = None),
                4 => case.into_iter().for_each(|case| case.condition = None),
                5 => block.other.iter_mut().for_each(|case| case.then_node = None),
                6 => block.other.iter_mut().for_each(|case| case.condition = None),
                7 => case.into_iter().for_each(|case| case.condition = Some(BooleanExpression::default())),
                _ => branch.if_else = Some(Box::new(IfElseBlock::default())),
            }
        });
    }),
    ("two arms with one id", |slice, random, _| {
        branch(slice, random, |branch, _| {
            let Some(block) = &mut branch.if_else else { return };
            let id = block.case.as_ref().and_then(|case| Some(case.then_node.as_ref()?.id.clone()));
            let Some(id) = id else { return };
            let others = block.other.iter_mut().filter_map(|case| case.then_node.as_mut());
            others.for_each(|node| node.id.clone_from(&id));
            if let Some(End::ElseNode(node)) = &mut block.default {
                node.id = id;
            }
        });
    }),
    ("another operand", |slice, random, _| {
        branch(slice, random, |branch, random| {
            let Some(block) = &mut branch.if_else else { return };
            let cases = block.case.iter_mut().map(|case| &mut **case).chain(&mut block.other);
            for condition in cases.filter_map(|case| case.condition.as_mut()) {
                operands(condition, random);
            }
        });
    }),
    ("another gate", |slice, random, types| {
        let ty = random.one(types).cloned();
        node(slice, random, |node, random| {
            let Some(Target::GateNode(gate)) = &mut node.target else { return };
            match (&mut gate.condition, random.below(3)) {
                (Some(Condition::Signal(signal)), 0) => signal.r#type = None,
                (Some(Condition::Signal(signal)), 1) => signal.output_variable_name.clear(),
                (Some(Condition::Signal(signal)), _) => signal.r#type = ty,
                (Some(Condition::Sleep(sleep)), 0) => sleep.duration = None,
                (condition, 1) => *condition = None,
                (condition, _) => *condition = Some(Condition::Sleep(SleepCondition::default())),
            }
        });
    }),
    ("a gate in place of a node", |slice, random, _| {
        node(slice, random, |node, random| {
            let condition = match random.below(3) {
                0 => Condition::Approve(aileron_idl::core::ApproveCondition { signal_id: "a".to_owned() }),
                1 => Condition::Sleep(SleepCondition { duration: Some(google::Duration::default()) }),
                _ => Condition::Signal(aileron_idl::core::SignalCondition {
                    signal_id: "s".to_owned(),
                    r#type: Some(of(Type::Simple(SimpleType::Integer as i32))),
                    output_variable_name: "o0".to_owned(),
                }),
            };
            node.target = Some(Target::GateNode(GateNode { condition: Some(condition) }));
        });
    }),
    ("a map in place of a node", |slice, random, _| {
        node(slice, random, |node, random| {
            let mut inner = Node { target: node.target.take(), id: node.id.clone(), ..Node::default() };
            if random.below(4) == 0 {
                inner.target = None;
            }
            let inner = (random.below(4) > 0).then(|| Box::new(inner));
            node.target =
                Some(Target::ArrayNode(Box::new(ArrayNode { node: inner, ..ArrayNode::default() })));
        });
    }),
    ("a workflow without a part", |slice, random, _| {
        let mut templates = slice.templates();
        let at = random.below(templates.len());
        let Some(template) = templates.get_mut(at) else { return };
        match random.below(7) {
            0 => template.nodes.clear(),
            1 => template.interface = None,
            2 => template.outputs.clear(),
            3 => template.outputs.extend(template.outputs.first().cloned()),
            4 => template.failure_node = template.nodes.first().cloned(),
            5 => {
                template.nodes.remove(random.below(template.nodes.len()).min(template.nodes.len() - 1));
            }
            _ => template.nodes.reverse(),
        }
    }),
    ("a failure node", |slice, random, _| {
        let mut templates = slice.templates();
        let at = random.below(templates.len());
        let Some(template) = templates.get_mut(at) else { return };
        let mut node = random.one(&template.nodes).cloned().unwrap_or_default();
        node.id = "fn0".to_owned();
        template.failure_node = Some(node);
    }),
    ("other workflows in line", |slice, random, _| {
        let Some(spec) = slice.workflows.first_mut() else { return };
        let inner = &mut spec.sub_workflows;
        match random.below(6) {
            0 => inner.clear(),
            1 => inner.extend(inner.first().cloned()),
            2 => inner.iter_mut().for_each(|template| template.id = None),
            3 => {
                // One that no node runs, with a task that nothing else needs.
                let mut unused = spec.template.clone().unwrap_or_default();
                unused.id.iter_mut().for_each(|id| id.name.push_str("_unused"));
                if random.below(2) == 0
                    && let Some(Target::TaskNode(TaskNode {
                        reference: Some(task_node::Reference::ReferenceId(id)),
                        ..
                    })) = unused.nodes.first_mut().and_then(|node| node.target.as_mut())
                {
                    id.name.push_str("_unused");
                }
                inner.push(unused);
            }
            4 => {
                // Each runs the first one, which runs itself then.
                let Some(first) = inner.first().and_then(|template| template.id.clone()) else { return };
                for template in inner {
                    let Some(node) = template.nodes.first_mut() else { continue };
                    let reference = workflow_node::Reference::SubWorkflowRef(first.clone());
                    node.target = Some(Target::WorkflowNode(WorkflowNode { reference: Some(reference) }));
                }
            }
            _ => inner.iter_mut().for_each(|template| template.interface = None),
        }
    }),
    ("another variable", |slice, random, _| {
        interface(slice, random, |map, random| {
            let names: Vec<String> = map.variables.keys().cloned().collect();
            let Some(name) = random.one(&names) else { return };
            let Some(mut variable) = map.variables.remove(name) else { return };
            let name = match random.below(5) {
                0 => return,
                1 => String::new(),
                2 => format!("{name}x"),
                3 => format!("-{name}"),
                _ => {
                    variable.r#type = None;
                    name.clone()
                }
            };
            map.variables.insert(name, variable);
        });
    }),
    ("one variable more", |slice, random, types| {
        let ty = random.one(types).cloned();
        interface(slice, random, |map, _| {
            map.variables.insert("more".to_owned(), Variable { r#type: ty, ..Variable::default() });
        });
    }),
    ("another type", |slice, random, types| {
        let other = random.one(types).cloned();
        ty(slice, random, |ty, _| *ty = other.unwrap_or_default());
    }),
    ("another type", |slice, random, types| {
        let other = random.one(types).cloned();
        ty(slice, random, |ty, _| *ty = other.unwrap_or_default());
    }),
    ("a type of another form", |slice, random, types| {
        let other = random.one(types).cloned().unwrap_or_default();
        ty(slice, random, |ty, random| reform(ty, other, random));
    }),
    ("a type of another form", |slice, random, types| {
        let other = random.one(types).cloned().unwrap_or_default();
        ty(slice, random, |ty, random| reform(ty, other, random));
    }),
    ("another schema of a struct", |slice, random, _| {
        ty(slice, random, schema);
    }),
    ("another schema of a struct", |slice, random, _| {
        slice.types(&mut |ty| {
            if random.below(3) == 0 {
                schema(ty, random);
            }
        });
    }),
    ("another task", |slice, random, _| {
        let at = random.below(slice.tasks.len());
        let Some(template) = slice.tasks.get_mut(at).and_then(|task| task.template.as_mut()) else { return };
        let container = match &mut template.target {
            Some(task_template::Target::Container(container)) => Some(container),
            _ => None,
        };
        match (random.below(8), container) {
            (0, _) => template.id.iter_mut().for_each(|id| spoil(id, random)),
            (1, _) => template.interface = None,
            (2, _) => template.target = None,
            (3, Some(container)) => container.image.clear(),
            (4, Some(container)) => {
                container.args.clear();
                container.command.clear();
            }
            (5 | 6, Some(container)) => container.resources = Some(resources(random)),
            (7, _) => template.metadata = None,
            _ => template.interface = Some(TypedInterface::default()),
        }
    }),
    ("another launch plan", |slice, random, types| {
        let ty = random.one(types).cloned();
        let at = random.below(slice.plans.len());
        let Some(spec) = slice.plans.get_mut(at).and_then(|plan| plan.spec.as_mut()) else { return };
        match random.below(5) {
            0 => spec.default_inputs = None,
            1 => spec.fixed_inputs = None,
            2 => spec.workflow_id.iter_mut().for_each(|id| spoil(id, random)),
            3 => {
                for parameter in spec.default_inputs.iter_mut().flat_map(|map| map.parameters.values_mut()) {
                    parameter.behavior = Some(aileron_idl::core::parameter::Behavior::Required(true));
                }
            }
            _ => {
                for parameter in spec.default_inputs.iter_mut().flat_map(|map| map.parameters.values_mut()) {
                    parameter.var = Some(Variable { r#type: ty.clone(), ..Variable::default() });
                }
            }
        }
    }),
    ("outputs of a workflow", |slice, random, _| {
        let mut templates = slice.templates();
        let at = random.below(templates.len());
        let Some(template) = templates.get_mut(at) else { return };
        let outputs = &mut template.outputs;
        let Some(at) = (!outputs.is_empty()).then(|| random.below(outputs.len())) else { return };
        match random.below(4) {
            0 => drop(outputs.remove(at)),
            1 => outputs[at].binding = Some(constant(random)),
            2 => outputs[at].var.push('x'),
            _ => outputs[at].binding = None,
        }
    }),
];

fn node(slice: &mut Slice, random: &mut Random, spoil: impl FnOnce(&mut Node, &mut Random)) {
    let mut count = 0;
    slice.nodes(&mut |_| count += 1);
    let (mut at, mut spoil) = (random.below(count), Some(spoil));
    slice.nodes(&mut |node| {
        if at == 0
            && let Some(spoil) = spoil.take()
        {
            spoil(node, random);
        }
        at = at.wrapping_sub(1);
    });
}

fn branch(slice: &mut Slice, random: &mut Random, spoil: impl Fn(&mut BranchNode, &mut Random)) {
    let mut count = 0;
    slice.nodes(&mut |node| count += usize::from(matches!(node.target, Some(Target::BranchNode(_)))));
    let mut at = random.below(count);
    slice.nodes(&mut |node| {
        if let Some(Target::BranchNode(branch)) = &mut node.target {
            if at == 0 {
                spoil(branch, random);
            }
            at = at.wrapping_sub(1);
        }
    });
}

fn binding(
    slice: &mut Slice,
    random: &mut Random,
    spoil: impl FnOnce(&mut Vec<Binding>, usize, &mut Random),
) {
    let mut count = 0;
    slice.nodes(&mut |node| count += usize::from(!node.inputs.is_empty()));
    let (mut at, mut spoil) = (random.below(count), Some(spoil));
    slice.nodes(&mut |node| {
        if node.inputs.is_empty() {
            return;
        }
        if at == 0
            && let Some(spoil) = spoil.take()
        {
            let input = random.below(node.inputs.len());
            spoil(&mut node.inputs, input, random);
        }
        at = at.wrapping_sub(1);
    });
}

fn promise(slice: &mut Slice, random: &mut Random, spoil: impl FnOnce(&mut OutputReference, &mut Random)) {
    let mut count = 0;
    slice.nodes(&mut |node| {
        node.inputs.iter_mut().for_each(|input| count += usize::from(taken(input).is_some()));
    });
    let (mut at, mut spoil) = (random.below(count), Some(spoil));
    slice.nodes(&mut |node| {
        for promise in node.inputs.iter_mut().filter_map(taken) {
            if at == 0
                && let Some(spoil) = spoil.take()
            {
                spoil(promise, random);
            }
            at = at.wrapping_sub(1);
        }
    });
}

fn taken(binding: &mut Binding) -> Option<&mut OutputReference> {
    match binding.binding.as_mut()?.value.as_mut()? {
        Value::Promise(promise) => Some(promise),
        _ => None,
    }
}

fn interface(slice: &mut Slice, random: &mut Random, spoil: impl FnOnce(&mut VariableMap, &mut Random)) {
    let tasks = slice.tasks.iter_mut().filter_map(|task| task.template.as_mut()?.interface.as_mut());
    let mut interfaces: Vec<&mut TypedInterface> = tasks.collect();
    let specs = slice.workflows.iter_mut();
    let templates = specs.flat_map(|spec| spec.template.iter_mut().chain(&mut spec.sub_workflows));
    interfaces.extend(templates.filter_map(|template| template.interface.as_mut()));
    let at = random.below(interfaces.len());
    if let Some(interface) = interfaces.get_mut(at) {
        let side = if random.below(2) == 0 { &mut interface.inputs } else { &mut interface.outputs };
        spoil(side.get_or_insert_default(), random);
    }
}

fn ty(slice: &mut Slice, random: &mut Random, spoil: impl FnOnce(&mut LiteralType, &mut Random)) {
    let mut count = 0;
    slice.types(&mut |_| count += 1);
    let (mut at, mut spoil) = (random.below(count), Some(spoil));
    slice.types(&mut |ty| {
        if at == 0
            && let Some(spoil) = spoil.take()
        {
            spoil(ty, random);
        }
        at = at.wrapping_sub(1);
    });
}

fn some_id(slice: &mut Slice, random: &mut Random) -> String {
    let mut ids = Vec::new();
    slice.nodes(&mut |node| ids.push(node.id.clone()));
    random.one(&ids).cloned().unwrap_or_default()
}

fn spoil(id: &mut Identifier, random: &mut Random) {
    match random.below(5) {
        0 => id.name.push('x'),
        1 => id.version.push_str("v77"),
        2 => id.project.push_str("other"),
        3 => id.resource_type = if id.resource_type == 1 { 2 } else { 1 },
        _ => id.org.push_str("acme"),
    }
}

fn of(ty: Type) -> LiteralType {
    LiteralType { r#type: Some(ty), ..LiteralType::default() }
}

fn constant(random: &mut Random) -> BindingData {
    let primitive = |value| Some(scalar::Value::Primitive(Primitive { value: Some(value) }));
    let value = match random.below(10) {
        0 => primitive(primitive::Value::Integer(3)),
        1 => primitive(primitive::Value::FloatValue(3.0)),
        2 => primitive(primitive::Value::StringValue("red".to_owned())),
        3 => primitive(primitive::Value::Boolean(true)),
        4 => primitive(primitive::Value::Duration(google::Duration::default())),
        5 => Some(scalar::Value::NoneType(Void::default())),
        6 => Some(scalar::Value::Generic(google::Struct::default())),
        7 => Some(scalar::Value::Blob(aileron_idl::core::Blob::default())),
        8 => Some(scalar::Value::Primitive(Primitive::default())),
        _ => None,
    };
    BindingData { union: None, value: Some(Value::Scalar(Scalar { value })) }
}

fn resources(random: &mut Random) -> Resources {
    let mut entry = || {
        let name = [ResourceName::Cpu, ResourceName::Memory, ResourceName::Gpu, ResourceName::Unknown];
        let value = ["1", "500m", "many", "2Gi", "", "1e", "-1", "0.5.1", "3", "Ki", "+", "1e3"];
        ResourceEntry {
            name: *random.one(&name).unwrap() as i32,
            value: (*random.one(&value).unwrap()).to_owned(),
        }
    };
    Resources { requests: vec![entry(), entry()], limits: vec![entry()] }
}

#[expect(deprecated, reason = "Flyte reads no other constant")]
fn operands(condition: &mut BooleanExpression, random: &mut Random) {
    match &mut condition.expr {
        Some(Expr::Conjunction(both)) => {
            if random.below(8) == 0 {
                both.left_expression = None;
            }
            for side in both.left_expression.iter_mut().chain(&mut both.right_expression) {
                operands(side, random);
            }
        }
        Some(Expr::Comparison(comparison)) => {
            let side =
                if random.below(2) == 0 { &mut comparison.left_value } else { &mut comparison.right_value };
            *side = match random.below(6) {
                0 => None,
                1 => Some(Operand::default()),
                2 => Some(Operand { val: Some(operand::Val::Var("n77.o0".to_owned())) }),
                3 => Some(Operand { val: Some(operand::Val::Scalar(Scalar::default())) }),
                4 => Some(Operand {
                    val: Some(operand::Val::Primitive(Primitive {
                        value: Some(primitive::Value::Boolean(true)),
                    })),
                }),
                _ => Some(Operand { val: Some(operand::Val::Primitive(Primitive::default())) }),
            };
        }
        None => {}
    }
}

/// Changes a part of a type, or puts it into another.
fn reform(ty: &mut LiteralType, other: LiteralType, random: &mut Random) {
    let mine = ty.clone();
    match &mut ty.r#type {
        Some(Type::CollectionType(item) | Type::MapValueType(item)) if random.below(2) == 0 => {
            return reform(item, other, random);
        }
        Some(Type::UnionType(union)) if random.below(2) == 0 && !union.variants.is_empty() => {
            let at = random.below(union.variants.len());
            match random.below(4) {
                0 => drop(union.variants.remove(at)),
                1 => union.variants.push(other),
                2 => union.variants[at].structure = None,
                _ => reform(&mut union.variants[at], other, random),
            }
            return;
        }
        Some(Type::Blob(blob)) if random.below(2) == 0 => {
            blob.format = (*random.one(&["csv", "", "png"]).unwrap()).to_owned();
            return;
        }
        Some(Type::EnumType(choice)) if random.below(2) == 0 => {
            choice.values.pop();
            return;
        }
        Some(Type::StructuredDatasetType(table)) if random.below(2) == 0 => {
            match random.below(3) {
                0 => table.format = "csv".to_owned(),
                1 => table.columns.clear(),
                _ => table
                    .columns
                    .iter_mut()
                    .take(1)
                    .for_each(|column| column.literal_type = Some(other.clone())),
            }
            return;
        }
        _ => {}
    }
    let none = of(Type::Simple(SimpleType::None as i32));
    *ty = match random.below(9) {
        0 => of(Type::CollectionType(Box::new(mine))),
        1 => of(Type::MapValueType(Box::new(mine))),
        2 => of(Type::UnionType(UnionType { variants: vec![mine, none] })),
        3 => of(Type::UnionType(UnionType { variants: vec![mine, other] })),
        4 => of(Type::UnionType(UnionType { variants: vec![mine.clone(), mine] })),
        5 => of(Type::EnumType(EnumType { values: vec!["red".to_owned(), "green".to_owned()] })),
        6 => of(Type::Blob(BlobType { format: "csv".to_owned(), dimensionality: 0 })),
        7 => none,
        _ => of(Type::CollectionType(Box::new(of(Type::Simple(SimpleType::None as i32))))),
    };
}

/// Changes the JSON Schema of a struct, or the types of its fields.
fn schema(ty: &mut LiteralType, random: &mut Random) {
    match &mut ty.r#type {
        Some(Type::CollectionType(item) | Type::MapValueType(item)) => return schema(item, random),
        Some(Type::UnionType(union)) => return union.variants.iter_mut().for_each(|ty| schema(ty, random)),
        _ => {}
    }
    let Some(metadata) = &mut ty.metadata else { return };
    let text = |text: &str| google::Value { kind: Some(google::value::Kind::StringValue(text.to_owned())) };
    match random.below(7) {
        0 => ty.metadata = None,
        1 => drop(metadata.fields.insert("title".to_owned(), text("Other"))),
        2 => drop(
            metadata
                .fields
                .insert("$schema".to_owned(), text("https://json-schema.org/draft/2020-12/schema")),
        ),
        3 => drop(metadata.fields.remove("required")),
        4 => drop(metadata.fields.insert("type".to_owned(), text("array"))),
        _ => {
            let Some(google::value::Kind::StructValue(fields)) =
                metadata.fields.get_mut("properties").and_then(|value| value.kind.as_mut())
            else {
                return;
            };
            let names: Vec<String> = fields.fields.keys().cloned().collect();
            let Some(name) = random.one(&names) else { return };
            match random.below(3) {
                0 => drop(fields.fields.remove(name)),
                1 => {
                    let value = fields.fields[name].clone();
                    fields.fields.insert("more".to_owned(), value);
                }
                _ => {
                    if let Some(google::value::Kind::StructValue(field)) =
                        fields.fields.get_mut(name).and_then(|value| value.kind.as_mut())
                    {
                        let (key, value) = *random
                            .one(&[
                                ("type", "number"),
                                ("format", "date"),
                                ("title", "T"),
                                ("type", "string"),
                                ("$ref", "#/nowhere"),
                            ])
                            .unwrap();
                        field.fields.insert(key.to_owned(), text(value));
                    }
                }
            }
        }
    }
}
