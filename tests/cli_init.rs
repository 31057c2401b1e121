//! `flywheel init`: the project that it writes, for data in well-known layouts, and what it refuses.
//!
//! `init/answers/` has an answer for each layout: the rules that must be proposed. The data of the
//! layouts is invented, in `init/data/` and in `examples/`.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;

use support::Test;

/// A layout: its name, its files, and further arguments.
const LAYOUTS: &[(&str, &[&str], &str)] = &[
    ("hubspot", &["examples/shapes/hubspot.json"], ""),
    ("klaviyo", &["examples/shapes/klaviyo.json"], ""),
    ("klaviyo-joined", &["examples/shapes/klaviyo-customers.ndjson"], ""),
    ("segment-joined", &["examples/shapes/segment-customers.ndjson"], ""),
    ("segment-messages", &["examples/shapes/segment-events.ndjson"], ""),
    ("shopify", &["examples/shapes/shopify.json"], ""),
    ("stripe", &["examples/shapes/stripe.json"], ""),
    ("cdnow", &["examples/cdnow/customers-sample.ndjson"], ""),
    ("cdnow-transactions", &["tests/init/data/cdnow_transactions.csv"], ""),
    ("spreadsheet", &["examples/spreadsheet/customers.ndjson"], ""),
    ("crm", &["tests/init/data/crm.csv"], ""),
    ("brevo", &["tests/init/data/brevo.csv"], ""),
    ("shopify-customers", &["tests/init/data/shopify_customers.csv"], ""),
    ("shopify-orders", &["tests/init/data/shopify_orders.csv"], ""),
    (
        "shopify-both",
        &["tests/init/data/shopify_customers.csv", "tests/init/data/shopify_orders.csv"],
        "",
    ),
    (
        "olist",
        &[
            "tests/init/data/olist_customers_dataset.csv",
            "tests/init/data/olist_orders_dataset.csv",
            "tests/init/data/olist_order_items_dataset.csv",
            "tests/init/data/olist_order_payments_dataset.csv",
            "tests/init/data/olist_order_reviews_dataset.csv",
        ],
        "",
    ),
    ("telco", &["tests/init/data/telco.csv"], ""),
    ("groceries", &["tests/init/data/groceries.csv"], ""),
    ("mailchimp", &["tests/init/data/mailchimp.csv"], ""),
    ("stripe-payments", &["tests/init/data/stripe_payments.csv"], ""),
    (ONLINE_RETAIL, &["tests/init/data/online_retail.csv"], ""),
    (
        SHOP,
        &[
            "tests/init/data/shop_customers.csv",
            "tests/init/data/shop_lines.csv",
            "tests/init/data/shop_orders.csv",
            "tests/init/data/shop_surveys.csv",
        ],
        "",
    ),
    (
        "named-table",
        &["tests/init/data/olist_customers_dataset.csv"],
        "--table bought=../olist_orders_dataset.csv",
    ),
    // Receipts that start again each day and in each store.
    ("till", &["tests/init/data/till.csv"], ""),
    ("till-in-files", &["tests/init/data/receipts.csv", "tests/init/data/receipt_items.csv"], ""),
    ("till-with-another-number", &["tests/init/data/till_with_sales.csv"], ""),
    // The same for one customer.
    ("till-of-regulars", &["tests/init/data/sales.csv"], ""),
    ("supermarket", &["tests/init/data/supermarket.csv"], ""),
    // A number that is not the id says whose the rows are.
    ("restaurant", &["tests/init/data/guests.csv", "tests/init/data/checks.csv"], ""),
    // `invoice` is the number of an invoice.
    (
        "invoices",
        &[
            "tests/init/data/accounts.csv",
            "tests/init/data/invoices.csv",
            "tests/init/data/credit_notes.csv",
        ],
        "",
    ),
    ("gym", &["tests/init/data/members.csv", "tests/init/data/checkins.csv"], ""),
    ("survey", &["tests/init/data/responses.csv"], ""),
    // Cells that begin like JSON and are none cannot be tags.
    ("bracket-tags", &["tests/init/data/bracket_tags.csv"], ""),
    ("excel-with-separator", &["tests/init/data/excel_kunden.csv"], ""),
    (
        NEWSLETTER,
        &["tests/init/data/newsletter_customers.csv", "tests/init/data/newsletter_surveys.csv"],
        "",
    ),
    ("mails-in-another-case", &["tests/init/data/mails_sent.csv"], ""),
    ("ids-in-another-case", &["tests/init/data/cards.csv", "tests/init/data/card_visits.csv"], ""),
    ("german-shop", &["tests/init/data/kunden.csv", "tests/init/data/bestellungen.csv"], ""),
];

/// Emails in another case, of nobody, and of two customers.
const NEWSLETTER: &str = "emails-in-another-case";

/// Some of them have rows that belong to nobody, which `--strict` rejects.
const WITH_NOBODY: &[&str] = &[ONLINE_RETAIL, SHOP, NEWSLETTER, "restaurant", "gym"];
const ONLINE_RETAIL: &str = "online-retail";
const SHOP: &str = "shop-in-files";

fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap()
}

/// A folder with files of this project.
fn folder(files: &[&str]) -> Test {
    files
        .iter()
        .fold(Test::new(), |test, file| test.bytes(file_name(file), &fs::read(file).unwrap()))
}

/// Runs a command in a folder of a test, and gives its exit code and all that it said.
fn run(folder: &Path, command: &str) -> (Option<i32>, String) {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("flywheel"));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_flywheel"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// The commands that a README shows.
fn commands(page: &str) -> Vec<String> {
    page.lines().filter(|line| line.starts_with("flywheel ")).map(str::to_owned).collect()
}

#[test]
fn what_is_proposed_for_each_layout_is_its_answer_and_takes_every_record() {
    for (layout, files, more) in LAYOUTS {
        let from: Vec<&str> = files.iter().map(|file| file_name(file)).collect();
        let test = folder(files);
        if !more.is_empty() {
            fs::copy(
                "tests/init/data/olist_orders_dataset.csv",
                test.path("olist_orders_dataset.csv"),
            )
            .unwrap();
        }
        fs::create_dir(test.path("project")).unwrap();
        let from: Vec<String> = from.iter().map(|file| format!("../{file}")).collect();
        let init = format!("flywheel init --from {} {more}", from.join(" "));
        let project = test.path("project");
        let (code, said) = run(&project, &init);
        assert_eq!(code, Some(0), "{layout}: {said}");
        let warned: String = said.lines().filter(|line| line.starts_with("warning")).collect();
        let rules = fs::read_to_string(project.join("rules.flywheel")).unwrap();
        let commands = commands(&fs::read_to_string(project.join("README.md")).unwrap());
        assert_eq!(commands.len(), 3, "{commands:?}");
        for command in &commands {
            let eval = command.starts_with("flywheel eval");
            let more = match eval {
                true if WITH_NOBODY.contains(layout) => " --as-of 2026-06-30",
                true => " --strict --as-of 2026-06-30",
                false => "",
            };
            let (code, said) = run(&project, &format!("{command}{more}"));
            assert_eq!(code, Some(0), "{layout}: {command}\n{said}\n{rules}");
            let some_belong_to_nobody = WITH_NOBODY.contains(layout);
            assert!(some_belong_to_nobody || !said.contains("warning"), "{layout}: {said}");
            let moves = rules.contains("move to Active") && eval;
            assert!(!moves || said.contains("→ Active"), "{layout}: no events are read\n{said}");
        }
        assert_eq!(run(&project, "flywheel fmt --check rules.flywheel").0, Some(0), "{layout}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("init/answers");
        settings.set_prepend_module_to_snapshot(false);
        settings
            .set_description(format!("{init}\n{warned}\n{}", commands[2]).replace("\n\n", "\n"));
        settings.bind(|| insta::assert_snapshot!(*layout, rules));
    }
}

#[test]
fn the_example_works_as_it_is() {
    let test = Test::new().args("init shop").result("shop/README.md");
    insta::assert_snapshot!(test.run());
    let project = test.path("shop");
    for command in commands(&fs::read_to_string(project.join("README.md")).unwrap()) {
        let (code, said) = run(&project, &command);
        assert_eq!(code, Some(0), "{command}: {said}");
    }
    let mut files: Vec<_> =
        fs::read_dir(&project).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["README.md", "customers.ndjson", "rules.flywheel"]);
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("init", &[("notes.txt", "mine"), ("b", ""), ("a", ""), ("c", ""), ("d", "")]),
        ("init shop", &[("shop/rules.flywheel", "mine")]),
        ("init shop", &[("shop", "a file")]),
        ("init no/such/folder", &[]),
        ("init shop --from customers.csv", &[]),
        ("init --from a.csv shop", &[("a.csv", "id,x\n1,2\n")]),
        ("init shop --from -", &[]),
        ("init shop --from a.csv a.csv", &[("a.csv", "id,x\n1,2\n")]),
        ("init shop --from a.csv --table orders", &[("a.csv", "id,x\n1,2\n")]),
        ("init shop --from a.csv --table given=b.csv", &[("a.csv", "id,x\n1,2\n"), ("b.csv", "")]),
        ("init shop --from a.csv", &[("a.csv", "")]),
        ("init shop --from a.csv", &[("a.csv", "id,x\n")]),
        (
            "init shop --from customers.json",
            &[(
                "customers.json",
                "{\"object\":\"list\",\"data\":[{\"id\":\"cus_1\"}],\"has_more\":false}",
            )],
        ),
        (
            "init shop --from pages.ndjson",
            &[(
                "pages.ndjson",
                "{\"results\":[{\"id\":1}],\"paging\":{\"next\":\"b\"}}\n{\"results\":[{\"id\":2}]}\n",
            )],
        ),
        (
            "init shop --from a.json",
            &[(
                "a.json",
                "{\"my customers\":[{\"id\":1}],\"page\":{\"number\":1},\"links\":[{\"id\":2}]}",
            )],
        ),
        (
            "init shop --from a.csv",
            &[("a.csv", "Date,Item,Price\n2026-01-01,Beer,5.50\n2026-01-01,Beer,5.50\n")],
        ),
    ];
    let mut text = String::new();
    for (args, files) in cases {
        let test = files
            .iter()
            .fold(Test::new(), |test, (name, bytes)| test.bytes(name, bytes.as_bytes()));
        let before = tree(&test.path("."));
        let test = test.args(args);
        text.push_str(&test.run());
        text.push('\n');
        assert_eq!(tree(&test.path(".")), before, "{args}");
    }
    insta::assert_snapshot!(text);
}

/// All paths below a folder.
fn tree(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.push(path.display().to_string());
        if path.is_dir() {
            all.extend(tree(&path));
        }
    }
    all.sort();
    all
}

#[test]
fn data_may_be_in_the_folder_and_in_parts_and_have_any_name() {
    let test = Test::new()
        .file("our customers.csv", "id,Total Spent\n1,5.50\n")
        .file("more.csv", "id,Total Spent\n2,6\n3,?\n4\n")
        .args("init --from")
        .arg("our customers.csv")
        .args("more.csv")
        .result("rules.flywheel");
    insta::assert_snapshot!(test.run());
}

/// The text of the first block of code of a kind on a page.
fn block<'p>(page: &'p str, kind: &str) -> &'p str {
    let (_, after) = page.split_once(&format!("```{kind}\n")).expect("the page has such a block");
    after.split_once("```").expect("the block ends").0
}

#[test]
fn the_page_shows_what_is_proposed() {
    let page = fs::read_to_string("docs/init.md").unwrap();
    let test =
        Test::new().bytes("c.csv", block(&page, "text").as_bytes()).args("init p --from c.csv");
    assert_eq!(test.output().0, 0);
    let head = |rules: &str| {
        let head = rules.split("\nstage").next().unwrap_or_default().to_owned();
        let lines = head.lines().filter(|line| !line.trim().starts_with('#') && !line.is_empty());
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    let rules = fs::read_to_string(test.path("p/rules.flywheel")).unwrap();
    assert_eq!(
        head(&rules),
        head(block(&page, "flywheel")),
        "what is proposed, and what the page shows"
    );
}

#[test]
fn a_currency_in_a_header_and_another_encoding_are_read() {
    let table = b"id;Stra\xdfe;Umsatz \x80\n1;Hauptstra\xdfe 1;1.200,50\n2;Weg 2;80\n";
    let test = Test::new().bytes("umsatz.csv", table).args("init p --from umsatz.csv");
    insta::assert_snapshot!(test.result("p/rules.flywheel").run());
}

#[test]
fn a_damaged_file_leaves_nothing_behind() {
    let test =
        Test::new().bytes("a.ndjson.gz", b"\x1f\x8b\x08nonsense").args("init p --from a.ndjson.gz");
    insta::assert_snapshot!(test.run());
    assert!(!test.path("p").exists());
}

#[test]
fn the_first_sheet_of_a_workbook_is_read() {
    let book = fs::read("tests/packed/customers.xlsx").unwrap();
    let test = Test::new().bytes("customers.xlsx", &book).args("init p --from customers.xlsx");
    let test = test.result("p/rules.flywheel");
    insta::assert_snapshot!(test.run());
    let (code, said) = run(
        &test.path("p"),
        "flywheel eval rules.flywheel ../customers.xlsx --strict --as-of 2026-03-31",
    );
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_repeated_row_and_single_wrong_values_are_named_and_change_no_type() {
    let customers = "\
Customer ID,Email,Birthday,Signed Up,Total Spent
1001,a@example.com,1985-03-04,1/20/2026 2:00 PM,$1.00
1002,b@example.com,1985-03-05,1/20/2026 3:00 PM,$2.00
1003,c@example.com,1985-13-06,1/20/2026 4:00 PM,$3.50
1004,d@example.com,1985-03-07,1/20/2026 25:00 PM,$1.50
1005,e@example.com,1985-03-08,1/21/2026 2:00 PM,$1.70
1006,f@example.com,1985-03-09,1/20/2026 2:00 PM,
1007,g@example.com,1985-03-10,1/22/2026 2:00 PM,$9.50
1008,h@example.com,1985-03-11,1/20/2026 2:00 PM,$9.50
1009,i@example.com,1985-03-12,1/20/2026 2:00 PM,free
1010,j@example.com,1985-03-13,1/20/2026 2:00 PM,$9.50
1011,k@example.com,1985-03-14,1/20/2026 2:00 PM,$9.50
1012,l@example.com,1985-03-14,1/20/2026 2:00 PM,$9.50
1002,b2@example.com,1985-03-05,1/20/2026 3:00 PM,$2.00
";
    let orders = "\
Order ID,Customer ID,Date,Total
1,1001,2026-01-02,5
2,1002,2026-01-03,6
3,1001,2026-01-04,6
4,9999,2026-01-04,6
";
    let test = Test::new()
        .file("customers.csv", customers)
        .file("orders.csv", orders)
        .args("init p --from customers.csv orders.csv")
        .result("p/rules.flywheel")
        .result("p/README.md");
    insta::assert_snapshot!(test.run());
    let eval = "flywheel eval rules.flywheel ../customers.csv --table orders=../orders.csv";
    let (code, said) = run(&test.path("p"), &format!("{eval} --strict --as-of 2026-03-31"));
    assert_eq!(code, Some(3), "{said}");
    for rejected in ["1985-13-06", "25:00 PM", "free", "already appeared"] {
        assert!(said.contains(rejected), "{rejected}: {said}");
    }
}
