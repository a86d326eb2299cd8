# R: comments go out as an Arrow file, the command line tags it, tags come back as columns.
#
#   Rscript from_r.R comments.csv codebook.toml
#
# Needs the package arrow, and the program kuiske on the path. No R package of Kuiske is needed: an
# Arrow file keeps types, and what is read back has the columns that every other way out has.

library(arrow)

given <- commandArgs(trailingOnly = TRUE)
comments <- read.csv(given[1], fileEncoding = "UTF-8", stringsAsFactors = FALSE)

raw <- tempfile(fileext = ".arrow")
done <- tempfile(fileext = ".arrow")
write_feather(comments, raw, compression = "uncompressed")

status <- system2("kuiske", c(
  "themes", "apply", raw, "--codebook", given[2], "--text", "comment", "--out", done, "--quiet"
))
stopifnot(status %in% c(0, 3)) # 3: some rows could not be read, and stand there without tags

tagged <- read_feather(done)

# Feelings by channel; a comment without evidence of feeling has none, which is not neutral.
print(aggregate(kuiske_sentiment ~ channel, data = tagged, FUN = mean))

# A theme is a column of 1 and 0.
themes <- grep("^kuiske_T[0-9]+$", names(tagged), value = TRUE)
print(sort(colMeans(tagged[themes], na.rm = TRUE), decreasing = TRUE)[1:5])
