"""DuckDB: comments in Parquet, tags beside them, questions in SQL.

    python with_duckdb.py [CODEBOOK]

The comments are made up; with files of your own, `comments` is `read_parquet('lake/*.parquet')`.
"""

import sys

import duckdb
import generated

import kuiske

tagger = kuiske.Tagger(sys.argv[1]) if len(sys.argv) > 1 else kuiske.Tagger.loads(kuiske.ready())
comments = generated.table(5000)

# DuckDB hands over Arrow batches; what comes back is a table that SQL sees by its name.
asked = duckdb.sql("SELECT * FROM comments WHERE comment IS NOT NULL AND source = 'survey'")
tagged = tagger.tag(asked.to_arrow_table(), text="comment")

duckdb.sql(
    """
    SELECT channel, kuiske_polarity AS feeling, count(*) AS comments, avg(score) AS score
    FROM tagged
    WHERE kuiske_polarity IS NOT NULL
    GROUP BY ALL
    ORDER BY channel, feeling
    """
).show()

# A theme is a column of 1 and 0, so shares are means.
labels = {theme: label for theme, _, label in tagger.themes}
shares = ", ".join(f"avg(kuiske_{theme}) AS {theme}" for theme in labels)
row = duckdb.sql(f"SELECT {shares} FROM tagged").to_arrow_table().to_pylist()[0]
for theme, share in sorted(row.items(), key=lambda item: (-(item[1] or 0), item[0]))[:5]:
    print(f"{share:6.1%}  {labels[theme]}")
