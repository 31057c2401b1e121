use crate::figures::Figures;
use crate::job::Job;

/// What is told of each job.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// Milliseconds from its start to its end.
    Wall,
    /// Milliseconds of all processors together.
    Cpu,
    /// The most memory.
    Memory,
    /// Bytes of customers in a second.
    Bytes,
    /// Bytes of customers in a second of CPU time: what one processor core does, also where others
    /// use it too.
    BytesOfCore,
    /// Customers in a second.
    Customers,
    /// Nanoseconds of CPU time for each customer.
    EachCustomer,
    /// The CPU time as a multiple of that of another job.
    CpuAgainst { row: usize, name: &'static str },
    /// How many times faster than another job by the clock.
    FasterThan { row: usize, name: &'static str },
}

impl Column {
    pub(crate) fn head(self) -> String {
        match self {
            Column::Wall => "wall ms".to_owned(),
            Column::Cpu => "CPU ms".to_owned(),
            Column::Memory => "peak MB".to_owned(),
            Column::Bytes => "MB/s".to_owned(),
            Column::BytesOfCore => "MB/CPU s".to_owned(),
            Column::Customers => "customers/s".to_owned(),
            Column::EachCustomer => "CPU ns/customer".to_owned(),
            Column::CpuAgainst { row: _, name } => format!("CPU × {name}"),
            Column::FasterThan { row: _, name } => format!("faster than {name}"),
        }
    }

    /// What stands in a row, of all that were measured together.
    pub(crate) fn cell(self, job: &Job, figures: &Figures, all: &[Figures]) -> String {
        let (wall, cpu) = (figures.wall.as_secs_f64(), figures.cpu.as_secs_f64());
        match self {
            Column::Wall => format!("{:.1}", wall * 1e3),
            Column::Cpu => format!("{:.1}", cpu * 1e3),
            Column::Memory => match figures.memory {
                Some(bytes) => format!("{:.1}", bytes as f64 / 1e6),
                None => "–".to_owned(),
            },
            Column::Bytes => format!("{:.0}", job.bytes as f64 / wall / 1e6),
            Column::BytesOfCore => format!("{:.0}", job.bytes as f64 / cpu / 1e6),
            Column::Customers => thousands((job.customers as f64 / wall) as u64),
            Column::EachCustomer => format!("{:.0}", cpu * 1e9 / job.customers as f64),
            Column::CpuAgainst { row, name: _ } => {
                format!("{:.2}", cpu / all[row].cpu.as_secs_f64())
            }
            Column::FasterThan { row, name: _ } => {
                format!("{:.2}", all[row].wall.as_secs_f64() / wall)
            }
        }
    }
}

/// A number with its digits in groups of three.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
