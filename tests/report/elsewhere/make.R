# Computes what the R packages etm and cmprsk say of the inputs that make.py has written: run it after that, in
# this folder. README.md says with which versions.

library(etm)
library(cmprsk)

# One row for each stay. R takes no stay of length 0, so all are one day longer until the results are written.
stays <- function(name) {
  table <- read.csv(paste0(name, ".csv"))
  days <- c(); ways <- c()
  for (way in 1:4) {
    count <- table[[way + 1]]
    days <- c(days, rep(table$day, count))
    ways <- c(ways, rep(if (way == 4) 0 else way, sum(count)))
  }
  data.frame(day = days + 1, way = ways)
}

# The last value by a day of a function of steps.
by_day <- function(times, values, day) {
  place <- findInterval(day, times)
  if (place == 0) 0 else values[place]
}

out <- "data,way,day,share,variance,low,high,cmprsk_share\n"
days <- c(0, 1, 3, 7, 15, 30, 90, 180, 400)
for (name in c("no-ties", "many-ties", "mostly-unseen", "all-seen", "few", "cdnow-second-purchase",
               "online-retail-first-order")) {
  data <- stays(name)
  longest <- max(data$day) - 1
  data$status <- factor(ifelse(data$way == 0, "cens", data$way))
  fit <- etmCIF(survival::Surv(day, way != 0) ~ 1, data = data, etype = way, failcode = 1)
  ways <- sort(unique(data$way[data$way > 0]))
  found <- cuminc(data$day, data$way)
  for (way in ways) {
    # The interval of log(-log share), which etm calls "log-log".
    of_way <- summary(etmCIF(survival::Surv(day, way != 0) ~ 1, data = data, etype = way, failcode = way),
                      ci.fun = "log-log")[[1]][[paste("CIF", way)]]
    with_gray <- found[[paste("1", way)]]
    for (day in days[days <= longest]) {
      at <- function(column) by_day(of_way$time, of_way[[column]], day + 1)
      # timepoints() takes what holds by that day.
      gray <- timepoints(found, day + 1)$est[paste("1", way), 1]
      out <- paste0(out, paste(name, way, day, format(at("P"), digits = 15), format(at("var"), digits = 15),
        format(at("lower"), digits = 15), format(at("upper"), digits = 15), format(gray, digits = 15), sep = ","), "\n")
    }
  }
}
cat(out, file = "etm.csv")
cat("R", as.character(getRversion()), "\n")
for (package in c("etm", "cmprsk", "survival")) cat(package, as.character(packageVersion(package)), "\n")
