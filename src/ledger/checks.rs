//! What must hold of a ledger.

use super::{Ledger, LedgerFault};

impl Ledger {
    /// What is wrong with the ledger: what SQLite finds, and what must hold of each customer.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn faults(&self) -> Result<Vec<String>, LedgerFault> {
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let found = statement.query_map([], |row| row.get::<_, String>(0))?;
        for line in found {
            let line = line?;
            if line != "ok" {
                faults.push(line);
            }
        }
        for (query, words) in CHECKS {
            let count: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
            if count > 0 {
                faults.push(format!("{count} {words}"));
            }
        }
        Ok(faults)
    }
}

/// What must hold, as a count of where it does not, and what that is.
const CHECKS: [(&str, &str); 10] = [
    (
        "SELECT count(*) FROM customers c WHERE gone IS NULL AND stage IS NOT
           (SELECT to_stage FROM moves WHERE customer = c.n ORDER BY seq DESC LIMIT 1)",
        "customers are in another stage than their last move says",
    ),
    (
        "SELECT count(*) FROM moves m JOIN moves n ON n.customer = m.customer AND n.seq = m.seq + 1
         WHERE n.from_stage IS NOT m.to_stage",
        "moves do not begin where the move before ended",
    ),
    (
        "SELECT count(*) FROM moves m JOIN moves n ON n.customer = m.customer AND n.seq = m.seq + 1
         WHERE n.at < m.at AND m.seq > 0",
        "moves are before the move before them",
    ),
    (
        "SELECT count(*) FROM gifts WHERE what = 'given' AND (key IS NULL OR status IS NULL)
           AND customer IN (SELECT n FROM customers WHERE gone IS NULL)",
        "gifts are given and have no key or no status",
    ),
    (
        "SELECT count(*) FROM gifts WHERE what <> 'given' AND (key IS NOT NULL OR status IS NOT NULL)",
        "gifts are not given and have a key or a status",
    ),
    (
        "SELECT count(*) FROM customers WHERE id IN (SELECT id FROM aliases) AND gone IS NOT 'merged'",
        "ids are those of a customer, and also of somebody who was merged",
    ),
    (
        "SELECT count(*) FROM aliases WHERE customer NOT IN (SELECT n FROM customers WHERE gone IS NULL)",
        "ids of merged customers lead to somebody who is gone",
    ),
    (
        "WITH RECURSIVE way (id, n) AS (
           SELECT c.id, c.n FROM aliases JOIN customers c USING (id)
           UNION SELECT id, merged_into FROM way JOIN merges ON customer = n)
         SELECT count(*) FROM aliases a WHERE NOT EXISTS (SELECT 1 FROM way WHERE id = a.id
           AND n = a.customer AND n NOT IN (SELECT customer FROM merges))",
        "ids of merged customers lead to another one than the customer they were merged into",
    ),
    (
        "SELECT count(*) FROM customers c LEFT JOIN merges m ON m.customer = c.n
         WHERE (c.gone IS 'merged') IS NOT (m.customer IS NOT NULL)
            OR c.gone = 'merged' AND c.id IS NOT NULL AND c.id NOT IN (SELECT id FROM aliases)",
        "customers are merged, and it is not known into whom",
    ),
    (
        "SELECT count(*) FROM customers WHERE gone = 'merged' AND (owed IS NOT NULL
           OR n IN (SELECT customer FROM gifts) OR n IN (SELECT customer FROM missing)
           OR n IN (SELECT customer FROM exposures))",
        "customers are merged, and still have gifts or take part in something",
    ),
];
