//! What people write around stages: `all stages`, `resting: true`, `capacity 100 customers`.

use super::{Saying, none, say};

const ONE: &str = "A stage is one stage: rules for several go under `any stage`";

pub(super) const SAYINGS: &[Saying] = &[
    say("^ stage <n> <name> $", "stage {2}").titled("A stage has a name, not a number"),
    say("^ stage <name> <call> $", "stage {1} \"{2}\"")
        .titled("A description goes in quotation marks"),
    say("^ each|every customer|member|one? refers|brings <n> to|new? <stage>", "refers {1} to {2}"),
    say(
        "^ they|customers|members? bring|brings|recruit|recruits|invite|invites in? <n> new? <stage>",
        "refers {1} to {2}",
    ),
    none(
        "full move the? least|most|oldest|newest|worst|best active|valuable|recent|loyal|engaged|ones? to <stage>",
        "full move longest in stage to {1}",
        "Say by which value customers are chosen",
        "write `lowest` or `highest` and a value, such as `when full move lowest {spent} to {1}`, or `when full move longest in stage to {1}`",
    ),
    say(
        "^ for all|any|every|each members|customers|everyone|users|contacts|people :? $",
        "any stage",
    ),
    none(
        "^ expires|lasts|ends|until|lapses after|for|in? <time>",
        "resting",
        "A stage does not end by itself",
        "write a rule that moves customers on: `when {1} in stage move to ...`",
    ),
    none(
        "^ stage <name> ->|→|=>|to|from|requires|needs|requirement|condition :? <rest>",
        "stage {1}",
        "Rules in other stages decide who enters a stage",
        "write the rule under the stage that customers come from: `when {when} move to {1}`",
    ),
    none(
        "^ any|all|every stage|stages except|but|without|excluding <stage>",
        "any stage",
        "Rules under `any stage` are for all stages",
        "leave the stage out in each rule, such as `when stage is not {1} and {when} {give}`",
    ),
    say("^ for|in|at|across|under? all|every|any|each|the stages|stage : $", "any stage"),
    say("^ for|in|at|across|under? all|every|each stages|stage", "any stage"),
    say("^ for|in|at|across|under all|any|every|each stages|stage", "any stage"),
    say("^ any|all|every stages", "any stage"),
    say("^ stage any|every|each|*", "any stage"),
    say(
        "^ all|any|global|everywhere|everyone|everybody|always|anywhere customers? :? $",
        "any stage",
    ),
    none(
        "^ stage|stages <name> ,|or|and|/|&|+ <name> ,? <name>? :? $",
        "any stage",
        ONE,
        "write `any stage`, and ask for the stage in each rule: `when stage in ({1}, {2}) and ...`",
    ),
    say("^ stage : <name> :? $", "stage {1}").titled("A stage has no colon"),
    say("^ segment|step|phase|level|state|status|group|bucket|cohort : <name> :? $", "stage {1}"),
    say("^ segment|step|phase|level|status|bucket|cohort <name> :? $", "stage {1}"),
    say("^ segment|step|phase|level|status|bucket|cohort <name> <text> :? $", "stage {1} {2}"),
    say("^ new|create|define|add|a|the stage <name>", "stage {1}"),
    say("^ stage <name> begin|do|start|is|as", "stage {1}"),
    say("^ stage <name> =|:|,|-|is|as|called|means|( <text> )?", "stage {1} {2}"),
    say("^ stage <name> ( <name> )", "stage {1} \"{2}\""),
    say("^ stage <name> ( <name> <name> )", "stage {1} \"{2} {3}\""),
    say("^ stage <name> ( <name> <name> <name> )", "stage {1} \"{2} {3} {4}\""),
    say("^ stage <name> called|from|named|alias|known|external <text>", "stage {1} as {2}"),
    none(
        "^ stage <name> starts|begins|when|if|after|where|for <rest>",
        "stage {1}",
        "Rules in other stages decide who enters a stage",
        "write the rule under the stage that customers come from: `when {when} move to {1}`",
    ),
    none(
        "^ enter|enters|entry|join|start when|if|after|: <rest>",
        "resting",
        "Rules in other stages decide who enters a stage",
        "write `when {1} move to ...` under the stage that customers come from",
    ),
    say(
        "^ exit|exits|leave|leaves|end|ends|expires after <time> to|into|for <stage>",
        "after {1} in stage move to {2}",
    )
    .titled("A rule says where customers go"),
    none(
        "^ exit|exits|leave|leaves|end|ends after <time> $",
        "resting",
        "A rule says where customers go",
        "write `after {1} in stage move to {stage}`",
    ),
    none(
        "^ exit|exits|leave|end when|if|after|: <rest>",
        "resting",
        "A rule says where customers go",
        "write `when {1} move to {stage}`",
    ),
    none(
        "^ goal|target|objective|kpi|aim :? <rest>",
        "resting",
        "A stage has no goal",
        "write the rule that moves customers on: `when {1} move to {stage}`",
    ),
    say("^ can|may|they|customers|customer rest|stay", "resting"),
    say("^ is|are|it|they|customers is|are|stay? resting|rest|final", "resting"),
    say("^ resting stage|state|here|yes|true|=|: yes|true|stage|here?", "resting"),
    say("^ end|final|terminal|last|resting stage|state", "resting"),
    say("^ done|nothing|terminal|endpoint|finished|stays|final|none", "resting"),
    say("^ upon|at|on|when|after entry|entering|enter|entered|arrival|start ,|:?", "on entering"),
    say(
        "^ entering|entry|immediately|first|initially|onenter|on_enter|on_entry ,|:?",
        "on entering",
    ),
    say(
        "^ when|as|after|once they|customer|customers|a|someone? customer? enters|enter|entered|arrives|joins the|this|a? stage? ,|:?",
        "on entering",
    ),
    say("on entering the|this|a? stage ,|:?", "on entering"),
    say("on entering the|this|a? <stage> ,|:?", "on entering"),
    say("^ when|once|after the|this|a? stage starts|begins|is entered|started?", "on entering"),
    say("^ on entering ,|:? when|if|and|where", "when")
        .titled("`on entering` takes no condition: use a rule"),
    say(
        "capacity of|max|=|:|is|at|up|limit to? <n> customers|people|users|members?",
        "capacity {1}",
    ),
    say("capacity <n> customers|people|users|members|places|seats|max", "capacity {1}"),
    say(
        "^ max|maximum|limit|limited|size|holds|cap|room|at|up most|to|for|of|:? <n> customers|people|users|members|places?",
        "capacity {1}",
    ),
    none(
        "capacity <n> %",
        "capacity {1}",
        "A capacity is a number of customers",
        "write how many, such as `capacity 100`",
    ),
    say("capacity (€|$|£) <n>", "capacity {2}")
        .titled("A capacity is a number of customers, not an amount"),
    say(
        "capacity <n> ,? ranked|ordered|sorted|order|prioritized by <field> desc|descending|first?",
        "capacity {1} by {2}",
    ),
    say("capacity <n> by highest|most|top <field>", "capacity {1} by {2}"),
    say("capacity <n> ,|: highest|most|top|best <field>", "capacity {1} by {2}"),
    none(
        "capacity <n> by|,|: lowest|least|smallest <field>",
        "capacity {1} by {2}",
        "A place goes to those with the most",
        "write `capacity {1} by {2}` for the highest first, or `by -{2}` for the lowest",
    ),
    say("capacity <n> by <field> desc|descending|asc|first|down", "capacity {1} by {2}"),
    say("if|once|as full", "when full"),
    say("when full wait in|for|until the|a? line|queue|place|turn|it", "when full wait"),
    say(
        "when full reject|queue|stop|hold|block|skip|nothing|refuse|stay them|customers?",
        "when full wait",
    ),
    say(
        "when full move longest|oldest|first the|in|stage? to <stage>",
        "when full move longest in stage to {1}",
    ),
    say(
        "when full drop|remove|evict|demote|push lowest|least|smallest <field> to <stage>",
        "when full move lowest {1} to {2}",
    ),
    say(
        "when full drop|remove|evict|demote|push highest|most|largest <field> to <stage>",
        "when full move highest {1} to {2}",
    ),
    say(
        "when full move (lowest|highest) <field> back|down|up|over|on to <stage>",
        "when full move {1} {2} to {3}",
    ),
    none(
        "overflow|surplus|excess|rest|others goes|go|moves? to|into <stage>",
        "when full wait",
        "Say who moves when the stage is full",
        "write `when full move longest in stage to {1}`",
    ),
    none(
        "when full move lowest to <stage>",
        "when full wait",
        "Say by what value customers are compared",
        "write `when full move lowest {spent} to {1}`, or `longest in stage`",
    ),
    none(
        "when full move to? <stage>",
        "when full wait",
        "Say who moves when the stage is full",
        "write `when full move longest in stage to {1}`",
    ),
    none(
        "when full move <stage>|to <stage>?",
        "when full wait",
        "Say who moves when the stage is full",
        "write `when full move longest in stage to {stage}`",
    ),
    none(
        "when full move (lowest|highest) <field> $",
        "when full wait",
        "Say where these customers go",
        "write `when full move {1} {2} to {stage}`",
    ),
    say(
        "refer|refers|brings|bring|recruits one|a customer|person|friend? to stage? <stage>",
        "refers 1 to {1}",
    ),
    say(
        "refer|brings|bring|recruits <n> customers|customer|people|friends|person? to stage? <stage>",
        "refers {1} to {2}",
    ),
    say(
        "refers <n> customers|customer|people|friends|person|stage|new to? stage? <stage>",
        "refers {1} to {2}",
    ),
    say("refers <n> <stage>", "refers {1} to {2}"),
    say("refers <n> to stage|the <stage>", "refers {1} to {2}"),
    none(
        "refers <n> to <rest>",
        "refers {1} to {stage}",
        "Say into which stage they come",
        "write its name, such as `refers {1} to {stage}`",
    ),
    say("refers customers|people|friends|others? to <stage>", "refers 1 to {1}"),
    say("^ leads|next|->|→|followed|then|goes to|stage|by|:? :? <stage> $", "refers 1 to {1}"),
    say("if leaking|leak|leaks|leaky :|then|,|=|means? <text>", "if leaking {1}"),
    say("^ if|when|on? leaking|leak|leaks|stuck|churned :|then? <text>", "if leaking {1}"),
    none(
        "^ description|note|desc|title|comment|label|about? :|=? <text>",
        "resting",
        "The description of a stage comes after its name",
        "write it there: `stage NAME {1}`",
    ),
    none("^ endstage|} $", "", "A stage needs no end", "remove this: the next declaration ends it"),
];
