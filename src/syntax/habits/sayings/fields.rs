//! Types of fields in other words: `balance: $`, `seen: date in unix`, `plan: one of (a | b)`.

use super::{Saying, none, say};

const TYPE: &str = "The type of an amount is `money`";
const FORM: &str = "The date format goes after `as`";
const NUMBER: &str = "A range is written with `to`";

pub(super) const SAYINGS: &[Saying] = &[
    say(": date / time", ": date"),
    say(": datetime|timestamp", ": date"),
    say(", optional|nullable|mandatory", "")
        .titled("Every field is optional, unless it says `required`"),
    say(": event|events list|array|log|history|table|stream", ": events"),
    say("(,|with) <name> ( <name> , <name> )", "{1} {2} one of ({3}, {4})"),
    say("(,|with) <name> ( <name> , <name> , <name> )", "{1} {2} one of ({3}, {4}, {5})"),
    say("(,|with) <name> <name> / <name>", "{1} {2} one of ({3}, {4})"),
    say(": phone|mobile|tel|telephone|postal|zip number|code", ": text"),
    say("^ decimals|decimal with|as|:|is comma", "numbers as \"1.234,56\""),
    say("^ timezone|tz|time_zone :? <new> $", "times in \"{1}\""),
    say("leave out if|where <field>", "leave out when {1}"),
    say("leave out <field> (is|=|contains|ends|starts)", "leave out when {1} {2}"),
    say(": $|€|£|dollars|dollar|euros|euro|pounds|price|usd|eur|gbp|amount_of_money", ": money")
        .titled(TYPE),
    say(
        ": cents|money|integer|number|int in? euro|dollar|us|the? cents|cent|pence",
        ": money in cents",
    )
    .titled(TYPE),
    say(": cents", ": money in cents").titled(TYPE),
    say("split by|on|at|with comma|commas", "split \",\""),
    say("split by|on|at|with semicolon|semicolons", "split \";\""),
    say("split by|on|at|with <text>", "split {1}"),
    none(
        "events with <name> , <name>",
        "events with {1:type}, {2}",
        "A value of an event needs a type",
        "write it after the name, such as `with {1} money, {2} ...`",
    ),
    say("default|defaults :|=|to|is|of <any>", "default {1}")
        .titled("A value follows `default` without a mark"),
    say(": <n> $", ": number").titled("A field has a type, not a value"),
    say(
        ": date|datetime|timestamp|number|day? in|as|from? unix|epoch|seconds|second|s|secs|posix timestamp|seconds|time|s?",
        ": date in seconds",
    ),
    say(
        ": date|datetime|timestamp|number|unix|epoch? in|as|from? ms|millis|milliseconds|millisecond|msec timestamp?",
        ": date in milliseconds",
    ),
    say("at <text> in|as unix|epoch|seconds|s|second timestamp|seconds?", "at {1} in seconds"),
    say("at <text> in|as ms|millis|millisecond|milliseconds", "at {1} in milliseconds"),
    say("(date|day) in? (utc|gmt|cet|est|pst)", "{1} in \"{2}\"")
        .titled("A time zone goes in quotation marks, after `in`"),
    say("(date|day) (in) <any> / <any>", "{1} in \"{3}/{4}\"")
        .titled("A time zone goes in quotation marks, after `in`"),
    say("(date|day) format|formatted|like|written|pattern|: as? <text>", "{1} as {2}").titled(FORM),
    say("(date|day) as|format|like? <pattern>", "{1} as \"{2}\"").titled(FORM),
    say("(date|day) as|format|like? ( <pattern> )", "{1} as \"{2}\"").titled(FORM),
    say(": us|american date", ": date as \"mm/dd/yyyy\""),
    say(": european|german|uk|british date", ": date as \"dd/mm/yyyy\""),
    say(": date time|with|and|& time?", ": date"),
    say(": datetime|timestamp with|without time? zone?", ": date"),
    say(": date|day only|without|no time?", ": day"),
    say(": birthday|birthdate|dob", ": day"),
    say(": date of birth", ": day"),
    none(
        ": month|year|quarter|week",
        ": text",
        "There is no type for part of a date",
        "write `: number` for a year or a month, or `: day` for a whole day",
    ),
    say(
        "dates|date|all as|format|formats|are|with|like|=|:|dates as? <pattern>",
        "dates as \"{1}\"",
    ),
    say("all dates|date as <text>", "dates as {1}"),
    say("dates with|like|in|format|formatted|written|using <text>", "dates as {1}"),
    say("dates as <text> ,|and|&|;|/ <text>", "dates as {1} or {2}"),
    say("dates as ( <text> )", "dates as {1}"),
    say("times|time in|:|are|as in? <zone>", "times in \"{1}\""),
    say("times|time in|:|are|as in? (utc|gmt|local) time?", "times in \"UTC\""),
    none(
        "numbers as <text> or|and|, <text>",
        "numbers as {1}",
        "Numbers are written in one way",
        "keep one of the two; say how one field is written after its type",
    ),
    none(
        "numbers as german|european|french|us|english|american|comma",
        "numbers as \"1.234,56\"",
        "Show how numbers are written",
        "write the number 1234.56 as your data does: `numbers as \"1.234,56\"` or `numbers as \"1,234.56\"`",
    ),
    none(
        "numbers with comma|commas|point|points|decimal|a comma|point|commas?",
        "numbers as \"1.234,56\"",
        "Show how numbers are written",
        "write the number 1234.56 as your data does: `numbers as \"1.234,56\"` or `numbers as \"1,234.56\"`",
    ),
    say("numbers as <decimal>", "numbers as \"{1}\""),
    say("missing|null|nulls|empty|blank values? as|is|are|:|= <text>", "missing as ({1})"),
    say(
        "missing|null|nulls|empty|blank values? as|is|are|:|= <text> ,|or|and <text>",
        "missing as ({1}, {2})",
    ),
    say(
        "missing|null|nulls|empty|blank values? as|is|are|:|= ( <text> or|and|; <text> )",
        "missing as ({1}, {2})",
    ),
    say("null|nulls|empty|blank|none values? as|are|: ( <text> )", "missing as ({1})"),
    say("missing|null|nulls|empty|blank values? as|is|are|:|= <name>", "missing as ({1:text})"),
    say(
        "leave|omit|exclude|ignore|skip|drop|remove|filter|reject|hide|suppress out? all|customers|everyone|records|contacts|rows|people? when|if|where|who|with|unless",
        "leave out when",
    ),
    say(
        "leave|omit|exclude|ignore|skip|drop|remove|filter out? customers|everyone|records|contacts without <yn>",
        "leave out when not {1}",
    ),
    say(
        "only|include|keep|just? only? customers|records|contacts? when|where|if|with (<rest>)",
        "leave out when not ({1})",
    ),
    none(
        "only|include|keep|where only? customers|records|contacts|all? when|where|if|with? <rest>",
        "leave out when not ({1})",
        "Say who is left out, not who is in",
        "write `leave out when not ({1})`",
    ),
    say("show <name> and|;|& <name>", "show {1}, {2}"),
    say(
        "display|print|output|export|return|select|include|list fields|columns? <name> , <name>",
        "show {1}, {2}",
    ),
    say("show fields|columns|only|the|attributes :? <name>", "show {1}"),
    say("display|print|output|export|return <name>", "show {1}"),
    say("not null", "required").titled("A field that must be there is `required`"),
    say("( required|mandatory )", "required"),
    say("bang $", "required"),
    none(
        "* $",
        "required",
        "A field that must be there is `required`",
        "write `required` after the type",
    ),
    say("unique|indexed|index|trimmed|trim|null", ""),
    say("optional|nullable", "").titled("Every field is optional, unless it says `required`"),
    say("bar null", ""),
    none(
        "primary key",
        "",
        "The column of the id goes on a line of its own",
        "write `id from \"customer_id\"` under `customer`",
    ),
    say("default :|=|to|is <text>", "default {1}"),
    say("defaults to|:|is? <any>", "default {1}"),
    say("or|else|otherwise|if|fallback missing|else|empty|: <text>", "default {1}"),
    say("or|else|otherwise|fallback <text>", "default {1}"),
    say("=>|->|→ <text>", "from {1}"),
    say("^ <name> =>|->|→ (text|number|money|date|day|count)", "{1}: {2}"),
    say("from|in column|field|key|path|header|attribute|property <text>", "from {1}"),
    say("called|named|alias|labeled|source|column|header|aka <text>", "from {1}"),
    none(
        "from <text> or|, <text>",
        "from {1}",
        "A field is in one place",
        "declare a field for each of the two",
    ),
    say("- - <rest>", "# {1}").titled("A note begins with `#`"),
    say("( (text|number|money|date|day|count) )", ": {1}")
        .titled("A `:` comes between the name and its type"),
    say("number in|from|between|of|:|range <n> to|-|and|.. <n>", "number {1} to {2}")
        .titled(NUMBER),
    say("number min|from|>=|≥ <n> ,? max|to|<=|≤ <n>", "number {1} to {2}").titled(NUMBER),
    say("number up|max|<=|≤|maximum|at to|most? <n>", "number to {1}").titled(NUMBER),
    say("number <n> or more|higher|greater|above|up", "number from {1}").titled(NUMBER),
    say("number <n> +", "number from {1}").titled(NUMBER),
    say("number <n> or less|lower|below|fewer", "number to {1}").titled(NUMBER),
    say("number >=|≥|min|minimum|at|from least? <n>", "number from {1}").titled(NUMBER),
    say("money >=|≥|min|minimum|at|from least? (€|$|£) <n>", "money from {1}{2}").titled(NUMBER),
    say(": ( text|string|texts|strings )", ": set of text")
        .titled("A list of texts is a `set of text`"),
    say("money = (€|$|£) <n> $", "money default {1}{2}")
        .titled("A value for records without one goes after `default`"),
    say("(text) max|maximum|up|length|limit to|of? <n> characters|chars|letters?", "{1}")
        .titled("A type has no length"),
    say(": one of <new> / <new> / <new>", ": one of ({1}, {2}, {3})"),
    say(": events : <new>", ": events with {1}")
        .titled("What events say of themselves goes after `with`"),
    say("(number|count) in <new> $", "{1}")
        .titled("A number has no unit")
        .helped("write `{1}`; the unit can be part of the name, or of a note after `#`"),
    say("events ( <name> <name> , <name> <name> )", "events with {1} {2}, {3} {4}")
        .titled("What events say of themselves goes after `with`"),
    say("events ( <name> <name> )", "events with {1} {2}")
        .titled("What events say of themselves goes after `with`"),
    say(": (positive|whole|natural|non_negative) number|numbers|integer", ": count")
        .titled("A whole number of 0 or more is a `count`"),
    say("number whole|integer|only", "count").titled("A whole number of 0 or more is a `count`"),
    say(": <n> to|-|–|.. <n>", ": number {1} to {2}").titled("The type comes before its range"),
    say("number ( <n> , <n> )", "number {1} to {2}").titled(NUMBER),
    say(": % $", ": number").titled("A percentage is a `number`"),
    say(": years|days|months|hours|minutes", ": number")
        .titled("A number of days or years is a `number`"),
    say(": yes bar|-|or|, no", ": yes/no"),
    say(": no /|bar|or yes", ": yes/no"),
    say(": 0|1 /|bar|or|, 0|1", ": yes/no"),
    say(": yes|no $", ": yes/no"),
    say("yes / no = (yes|no)", "yes/no default {1}"),
    say(": ( <name> , <name> )", ": one of ({1}, {2})"),
    say(
        ": one|any|either|in|choice|select|picklist|dropdown|enum of? :? <name> or|,|bar|/ <name>",
        ": one of ({1}, {2})",
    ),
    say(
        ": one|any|either|in|choice|select|picklist|dropdown|radio|options|values of|from? :? ( <name> ,|or|bar|/|; <name> )",
        ": one of ({1}, {2})",
    ),
    none(
        ": dropdown|select|picklist|radio|enum|choice|options $",
        ": text",
        "List the values of a choice",
        "write them in parentheses, such as `one of (small, large)`",
    ),
    say("( <name> ;|bar|or|/ <name> )", "({1}, {2})"),
    say("one of : <name> , <name>", "one of ({1}, {2})"),
    say("( <name> =|:|-> <text> , <name> =|:|-> <text>", "({1} as {2}, {3} as {4}"),
    say("( <name> <name> , <name> <name> )", "({1}_{2} as \"{1} {2}\", {3}_{4} as \"{3} {4}\")")
        .titled("A value is one word"),
    none(
        "one of ( )",
        "text",
        "List the values of a choice",
        "write them in parentheses, such as `one of (small, large)`",
    ),
    say(
        ": set|list|array|multiple|many of words|strings|string|values|texts|text|tags",
        ": set of text",
    ),
    say(": multi - select", ": set of text"),
    say(": multiselect|multi_select|checkboxes|labels", ": set of text"),
    say(": set $", ": set of text"),
    say(": list|array|set < string|text|str >", ": set of text"),
    say(": set of ( <rest>", ": set of text").titled("A set is of any texts"),
    say(": comma|semicolon separated|delimited text|list|values?", ": set of text split \",\""),
    say(
        "set of text split|separated|delimited|separator|delimiter|joined|sep by|with|on|at|:|=|using? <text>",
        "set of text split {1}",
    ),
    say("set of text split (;|,|/)", "set of text split \"{1}\""),
    say(": <list> $", ": events").titled("The type of a list of events is `events`"),
    none(
        ": id|customer_id|identifier|uuid $",
        ": text",
        "There is no type for ids",
        "write `text`; the customer's own id is `id from \"customer_id\"`",
    ),
    none("id from <text> , <text>", "id from {1}", "The id is in one place", "keep one of the two"),
    say("id is|in|=|: <text>", "id from {1}"),
    say("^ primary? key <text>", "id from {1}"),
    say("^ <name> as id", "id from {1:text}"),
    say("(stage|id|tags|given|stage_since) from <name>", "{1} from {2:text}"),
    say("(stage|tags|given|stage_since) in|is|: <text>", "{1} from {2}"),
    none(
        "tags from? <text>? split|separated by? <text>",
        "tags from \"tags\"",
        "Tags in a text are cut at commas anyway",
        "remove `split`",
    ),
];
