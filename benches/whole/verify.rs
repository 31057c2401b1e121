use crate::decisions::Decisions;
use crate::eval::{Eval, Way};
use crate::sheets::Sheet;
use crate::workplace::Workplace;

/// What is known of the first customers: how many bytes they are, how many of them move, and how
/// many gifts they get.
const CUSTOMERS: u64 = 10_000;
const BYTES: u64 = 10_863_845;
const MOVES: u64 = 2_727;
const GIFTS: u64 = 6_001;

/// Makes sure that what is going to be measured decides right: as it is known for the first
/// customers, and the same bytes for all of them, whichever way they come and on however many
/// threads.
pub(crate) fn right(workplace: &Workplace) {
    let rules = workplace.rules();
    let known = workplace.customer_file(CUSTOMERS);
    assert_eq!(known.bytes, BYTES, "the customers are not those that the counts are known for");
    for rules in [&rules, &workplace.many_rules(20)] {
        let Decisions { customers, moves, gifts, digest: _ } =
            Eval::new(rules, &known).job("known customers").decisions();
        assert_eq!((customers, moves, gifts), (CUSTOMERS, MOVES, GIFTS), "customers, moves, gifts");
    }

    let file = workplace.customer_file(workplace.customers);
    let usual = Eval::new(&rules, &file);
    let first = usual.job("on one thread").decisions();
    for (way, threads) in [(Way::File, 0), (Way::Pipe, 1), (Way::Pipe, 0)] {
        let other = Eval { way, threads, ..Eval::new(&rules, &file) }.job("another way");
        assert_eq!(other.decisions(), first, "{way:?}, {threads} threads (0: one for each core)");
    }
    joined_right(workplace);
}

/// With orders in a table, all threads decide as one does.
fn joined_right(workplace: &Workplace) {
    let rules = workplace.rules_with_orders();
    let file = workplace.sheet(Sheet::Customers, CUSTOMERS);
    let orders = workplace.sheet(Sheet::Orders, CUSTOMERS);
    let decisions = |threads| {
        let eval =
            Eval { threads, table: Some(("orders", &orders.path)), ..Eval::new(&rules, &file) };
        eval.job("joined").decisions()
    };
    let first = decisions(1);
    assert_eq!(first.customers, CUSTOMERS, "customers with orders");
    assert!(first.moves > 0 && first.gifts > 0, "rules with orders fire");
    assert_eq!(decisions(0), first, "customers with orders, on all threads");
}
