//! The rules that macros and specs hold a program to, each with a code that never changes.

/// Hands the table of all rules to another macro: the name, the code and the title of each.
///
/// Codes are in groups with gaps between them: a new rule takes the next number of its group, and no number is used
/// twice. Each code has a page, `runtime/docs/rules/CODE.md`.
#[doc(hidden)]
#[macro_export]
macro_rules! with_rules {
    ($take:ident) => {
        $take! {
            // Images.
            ImageTemplate "AIL0101" "an image with a placeholder that does not exist";
            UnknownImage "AIL0102" "an image name that the project does not declare";
            ImageReference "AIL0103" "an image reference that no registry accepts";
            ImageDigest "AIL0104" "an image digest that is not one";
            DigestAsTag "AIL0105" "a digest as a part of a tag";
            ImageNotGiven "AIL0106" "an image without a reference when the specs are made";
            ImageWithoutVersion "AIL0107" "a version of an image that has none";
            ImageName "AIL0108" "a name of an image that is not valid, or is used twice";
            ImageBuild "AIL0109" "an image that can't be built as Cargo.toml says";

            // Names and paths.
            EntityName "AIL0201" "a name of a task or workflow, or a version, that is not valid";
            LabelName "AIL0202" "a label or an annotation that Kubernetes refuses";
            VariableName "AIL0203" "an environment variable whose name Kubernetes refuses";
            DollarSign "AIL0204" "a `$` that Kubernetes replaces";
            SecretName "AIL0205" "a secret without group and key";
            KubernetesName "AIL0206" "a name that is not a DNS name";
            InterfaceName "AIL0208" "a name of an input or output that is not valid";
            ContainerPath "AIL0209" "a path in a container that is not absolute";
            NulCharacter "AIL0210" "a text with the character NUL";
            CapitalName "AIL0211" "a task or workflow with the name of a type";
            SameName "AIL0212" "two tasks or workflows with one name";

            // Functions and types.
            NotFlyteType "AIL0301" "a type that Flyte does not know";
            BorrowedType "AIL0302" "a reference as an input or output";
            LocalPath "AIL0303" "a path as an input or output";
            NestedOption "AIL0304" "an `Option` in an `Option`";
            MapKey "AIL0305" "a map whose keys are neither strings nor integers";
            ReturnType "AIL0306" "a return type that is not outputs";
            ErrorType "AIL0307" "an error type that can't leave a task";
            GenericFunction "AIL0308" "a generic task or workflow";
            FreeFunction "AIL0309" "a task or workflow that is not a free function";
            PlainFunction "AIL0310" "a `const`, `unsafe`, `extern` or variadic task or workflow";
            InputName "AIL0311" "an input without a plain name";
            InputAttribute "AIL0312" "an attribute on an input";
            TooManyInputs "AIL0313" "more than 16 inputs";
            InputDefault "AIL0314" "a default that is not one value";
            OneAttribute "AIL0315" "two attributes that make a task or workflow";
            ReturnsSection "AIL0316" "docs of outputs that do not exist";
            SignatureOnly "AIL0317" "a body of a task that is not written in Rust";
            MissingBody "AIL0318" "a task without a body";
            DatasetRow "AIL0319" "a row of a dataset that has no columns";

            // Options of attributes.
            UnknownOption "AIL0401" "an option that does not exist";
            RepeatedOption "AIL0402" "an option that is given twice";
            OptionSyntax "AIL0403" "options that can't be read";
            OptionValue "AIL0404" "an option with a value of the wrong kind";
            OptionNotLiteral "AIL0405" "an option whose value is not a literal";
            MissingOption "AIL0406" "an option that is missing";
            UnusableOption "AIL0407" "an option that this task can't use";
            Retries "AIL0408" "a number of retries that is out of range";
            Duration "AIL0409" "a duration that can't be read";
            Timeout "AIL0410" "a timeout that is zero or too long";
            Quantity "AIL0411" "a quantity that can't be read";
            ResourceAmount "AIL0412" "an amount of a resource that no container can get";
            RequestAboveLimit "AIL0413" "a request and a limit that don't go together";
            Accelerator "AIL0414" "an accelerator that Flyte would not use";
            CacheVersion "AIL0415" "a cache without a version";
            CacheIgnore "AIL0416" "an ignored input that can't be ignored";
            SecretDetail "AIL0417" "a detail of a secret that is not valid";
            PodTemplate "AIL0418" "a pod template that can't be used";
            Deprecation "AIL0419" "a deprecation without a text";
            CratePath "AIL0420" "a path to Aileron that is not a path";
            ManifestKey "AIL0421" "a setting in Cargo.toml that does not exist or can't be used";

            // Texts of tasks that are not written in Rust.
            UnknownInput "AIL0501" "a placeholder for an input that does not exist";
            UnknownPlaceholder "AIL0502" "a placeholder that does not exist";
            FilledBraces "AIL0503" "doubled braces that Flyte fills in anyway";
            UnprintableInput "AIL0504" "a placeholder for an input that Flyte can't print";
            ContainerOutput "AIL0505" "an output that Flyte's co-pilot can't read";
            DataFolders "AIL0506" "folders of inputs and outputs that overlap";
            IncludedFile "AIL0507" "a file of a text that can't be used";
            TextNotLiteral "AIL0508" "a text that is not known when the crate compiles";
            ShellQuoting "AIL0509" "a placeholder where the shell does not replace variables";
            ScriptPlaceholder "AIL0510" "a placeholder in a script that is not for an input";
            QueryOutput "AIL0511" "an output of a query that is not a dataset";
            QueryParameter "AIL0512" "a parameter of a query that is not an input";
            QueryPlaceholder "AIL0513" "a placeholder in a query that nothing fills in";

            // Plugins.
            NotAPlugin "AIL0601" "a plugin that is not one";
            PluginWork "AIL0602" "a plugin on a task that it can't run";
            PluginInputs "AIL0603" "a plugin for other inputs";
            PluginRefusal "AIL0604" "a task that its plugin refuses";

            // Workflows.
            PromiseValue "AIL0701" "the value of a promise in a workflow";
            PromiseLoop "AIL0702" "a loop over a promise";
            PromiseBranch "AIL0703" "a decision that Flyte can't make";
            PromisePattern "AIL0704" "a pattern that looks into a promise";
            PromiseIndex "AIL0705" "an element at a place that is a promise";
            FailedTask "AIL0706" "a failed task that a workflow handles";
            OwnError "AIL0707" "an error of the workflow itself";
            CallSuffix "AIL0708" "`?` or `.await` that is not right behind a call";
            SideEffect "AIL0709" "output while the graph is made";
            Momentary "AIL0710" "a value that differs from trace to trace";
            UnknownMacro "AIL0711" "a macro that a workflow can't look into";
            FunctionValue "AIL0712" "a closure, or a function in a variable";
            NotAnEntity "AIL0713" "a call of a function that is not a task or workflow";
            UnsupportedSyntax "AIL0714" "Rust that a workflow does not support";
            InnerAttribute "AIL0715" "an attribute in the body of a workflow";
            InnerItem "AIL0716" "an item in the body of a workflow";
            MixedValues "AIL0717" "promises and constants in one place";
            MapOrder "AIL0718" "a loop over a `HashMap` of promises";
            Collection "AIL0719" "promises in a place that can't hold them";
            NoTask "AIL0720" "a workflow without a node";
            StructOfPromises "AIL0721" "a struct of promises";
            PromisePart "AIL0722" "a part that a promise does not have";
            NotAResult "AIL0723" "`?` on a value that is not a `Result`";
            MissingAwait "AIL0724" "a call that is not awaited";
            ConstantLiteral "AIL0725" "a constant or a default that has no literal";
            TracePanic "AIL0726" "a workflow that panics while it is traced";
            RecursiveWorkflow "AIL0727" "a workflow that contains itself";
            NodeOrder "AIL0731" "a node that waits for what no node makes";
            NodeStatement "AIL0732" "`#[node(…)]` on what is not one node";
            NodeSetting "AIL0733" "a setting of a node that Flyte ignores";
            Cast "AIL0741" "a cast that Flyte refuses";
            BuilderInputs "AIL0742" "values that a call of a builder does not take";
            MapCall "AIL0751" "a map that is not one call";
            MapTarget "AIL0752" "a map of what Flyte can't map";
            MapResult "AIL0753" "a map of a task with several outputs";
            MapLists "AIL0754" "a map over what is no list";
            MapArgument "AIL0755" "an input of a map that Flyte can't put together";
            MapSetting "AIL0756" "a setting of a map on another node";
            GateName "AIL0761" "a gate whose name can't be used";
            SameGate "AIL0762" "two gates with one name";
            GateSleep "AIL0763" "a gate that sleeps for a time that is not known";
            GateType "AIL0764" "a gate that waits for a value of no type";
            HandlerCall "AIL0771" "a failure handler that is not one call";
            HandlerError "AIL0772" "an error that Flyte would not hand to the failure handler";
            FailurePolicy "AIL0773" "a failure policy that does not exist";
            ValueClosure "AIL0781" "a closure that calls a task where no node can be made";

            // Derived types.
            DerivedItem "AIL0801" "a derive on an item that can't have it";
            GenericType "AIL0802" "a generic Flyte type";
            RecursiveType "AIL0803" "a type that contains itself";
            SameField "AIL0804" "two fields or variants with one name";
            EmptyType "AIL0805" "a type without values";
            SerdeAttribute "AIL0806" "an attribute of serde that changes the wire";
            SkippedPart "AIL0807" "a skipped variant or output";
            UnionVariant "AIL0808" "a variant of a union without exactly one value";
            UnionTypes "AIL0809" "variants of a union that read alike";

            // The program.
            ProgramCrates "AIL0901" "a program of crates that are not paths";
            EmptyProgram "AIL0902" "a program without tasks";

            // Launch plans.
            LaunchPlanBody "AIL1001" "a launch plan that is not one call of a workflow";
            LaunchedWorkflow "AIL1002" "a launch plan of what is not a workflow";
            LaunchedInputs "AIL1003" "a launch plan whose inputs have other names than its workflow's";
            FixedInput "AIL1004" "a fixed input that is not a constant";
            CronLine "AIL1005" "a line of cron that Flyte can't read";
            TimeZone "AIL1006" "a time zone that does not exist";
            ScheduleRate "AIL1007" "a rate that Flyte does not have";
            OpenInput "AIL1008" "a schedule that leaves an input open";
            Kickoff "AIL1009" "`#[kickoff]` where it has no meaning";
            Notification "AIL1010" "a notification that nobody would get";
            LaunchLimit "AIL1011" "a limit of executions that is out of range";

            // References.
            ReferenceDefault "AIL1021" "a default of an input of a reference";
            OwnReference "AIL1022" "a reference that contradicts what this program registers";
        }
    };
}

macro_rules! define {
    ($($name:ident $code:literal $title:literal;)*) => {
        /// A rule that macros and specs hold a program to.
        ///
        /// ```
        /// use aileron_grammar::Rule;
        ///
        /// assert_eq!(Rule::ImageTemplate.code(), "AIL0101");
        /// assert_eq!(Rule::of_code("AIL0101"), Some(Rule::ImageTemplate));
        /// assert_eq!(Rule::ImageTemplate.end("this is wrong"), "this is wrong [AIL0101]");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $(#[doc = $title] $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &[Rule] = &[$(Rule::$name),*];

            /// The code, such as `AIL0101`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Rule::$name => $code,)*
                }
            }

            /// What breaks the rule, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Rule::$name => $title,)*
                }
            }
        }
    };
}

with_rules!(define);

impl Rule {
    /// The rule with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Rule> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }

    /// The message with the code at its end.
    #[cold]
    #[must_use]
    pub fn end(self, message: impl std::fmt::Display) -> String {
        format!("{message} [{}]", self.code())
    }
}
