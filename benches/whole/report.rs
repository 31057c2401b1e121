use crate::column::Column;
use crate::figures::Figures;
use crate::job::Job;
use crate::table::Table;

/// Jobs that are measured together, and what is told of them.
pub(crate) struct Report {
    pub title: String,
    pub jobs: Vec<Job>,
    pub columns: Vec<Column>,
    /// What is told beside the table; nothing for most.
    pub note: String,
}

impl Report {
    /// Runs all jobs in turn, again and again, so that whatever else the machine does falls on all
    /// of them alike.
    pub(crate) fn measured(&self, runs: u64) -> Table {
        let mut figures: Vec<Vec<Figures>> = self.jobs.iter().map(|_| Vec::new()).collect();
        for _ in 0..runs {
            for (job, figures) in self.jobs.iter().zip(&mut figures) {
                figures.push(job.figures());
            }
        }
        let medians: Vec<Figures> = figures.iter().map(|all| Figures::medians(all)).collect();
        let heads = self.columns.iter().map(|column| column.head());
        let rows = self.jobs.iter().zip(&medians).map(|(job, figures)| {
            let cells = self.columns.iter().map(|column| column.cell(job, figures, &medians));
            std::iter::once(job.name.clone()).chain(cells).collect()
        });
        Table { head: std::iter::once(String::new()).chain(heads).collect(), rows: rows.collect() }
    }
}
