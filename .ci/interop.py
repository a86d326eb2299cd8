"""The checks of interop.sh: survey files of every format, in and back."""

import csv
import datetime
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pandas
import pyarrow
import pyarrow.parquet
import pyreadstat
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

PROGRAM = os.environ["KUISKE"]
OFFICE = os.environ["OFFICE"]
DATABASE = os.environ["DATABASE"]
MANY = int(os.environ["ROWS"])
FEW = 160
OWN = "kuiske_"
FAULTS = []


def check(holds, what):
    """Notes what does not hold, and goes on: one look shows all of it."""
    if not holds:
        FAULTS.append(what)
        print("  failed:", what)


def kuiske(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != code:
        raise SystemExit(f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def texts():
    """Comments with a score and a date: of the data beside the checkout, else of our own corpus."""
    data = Path(os.environ["DATA"])
    if (data / "nps_telecom_en.jsonl").is_file():
        found = []
        for name in ["nps_telecom_en", "fi_product_reviews"]:
            lines = (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            found.append([json.loads(line) for line in lines])
        mixed = [row for pair in zip(*found) for row in pair]
        return [(row["text"], row.get("score"), row.get("date", "")[:10]) for row in mixed]
    print("skipped: no data beside the checkout; our own corpus stands in")
    with open(os.environ["CORPUS"], encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    longest = max(range(len(rows[1])), key=lambda at: sum(len(row[at]) for row in rows[1:50]))
    return [(row[longest], at % 11, "2026-11-01") for at, row in enumerate(rows[1:])]


def records(count):
    """Rows of a survey: keys, dates, scores with gaps, answers with every trap of a text file."""
    said, rows = texts(), []
    for at in range(count):
        text, score, date = said[at % len(said)]
        day = datetime.date.fromisoformat(date or "2026-01-01") + datetime.timedelta(days=at // len(said))
        if at % 17 == 3:
            text = ""
        elif at % 17 == 5:
            text += '\nlisäksi: "lainaus"; pilkku, ja\tsarkain'
        elif at % 17 == 7:
            text += " 👍🏽"
        rows.append({
            "vastaus_id": f"V-{at:06}",
            "päivämäärä": day,
            "suosittelu": None if at % 13 == 4 else (score if score is not None else at % 11),
            "segmentti": ["Yritys", "Kuluttaja", None][at % 3],
            "palaute": text,
            "paino": round(0.5 + at % 7 / 8, 3),
            "kaava": "=1+1" if at % 19 == 2 else "x",
        })
    return rows


def frame(rows):
    return pandas.DataFrame(rows, columns=list(rows[0]))


def cell(value):
    return "" if value is None else str(value)


def run(source, name, *options):
    kuiske("run", source, "-a", f"{name}.kuiske", "--text", "palaute", "--quiet", *options)


def feed(name, *arguments):
    said = kuiske("feed", "-a", f"{name}.kuiske", "--json", *arguments)
    return json.loads(said)


def both(name, source, target, *options):
    """In, back, back again, and the fed file once more: the same bytes, nothing doubled."""
    run(source, name, *options)
    fed = feed(name, "--to", target)
    check(fed["matched"] == fed["rows"], f"{name}: {fed}")
    first = Path(target).read_bytes()
    feed(name, "--to", target)
    check(Path(target).read_bytes() == first, f"{name}: fed twice, the bytes differ")
    again = f"again-{target}"
    fed = feed(name, "--from", target, "--to", again)
    check(fed["matched"] == fed["rows"] and fed["replaced"] == fed["added"], f"{name}, again: {fed}")
    return again


def new_columns(names, name):
    own = [column for column in names if str(column).startswith(OWN)]
    check(len(own) > 8 and len(set(own)) == len(own), f"{name}: new columns {own}")
    check(list(names)[-len(own):] == own, f"{name}: new columns are not the last")
    return own


def tags_hold(rows, get, name):
    """Blank is not 0: an empty answer has no tags at all, any other has its marks."""
    for at, row in enumerate(rows):
        marks = [get(at, column) for column in MARKS]
        blank = all(mark in (None, "") or mark != mark for mark in marks)
        if blank != (row["palaute"] == ""):
            return check(False, f"{name}: row {at} has the marks {marks}")
        if not blank and {str(int(float(mark))) for mark in marks} - {"0", "1"}:
            return check(False, f"{name}: row {at} has the marks {marks}")


MARKS = []


def delimited(rows):
    kinds = [
        ("utf8", "utf-8", ",", "\n", ""),
        ("finnish", "windows-1252", ";", "\r\n", ""),
        ("marked", "utf-8", ";", "\r\n", "\ufeff"),
        ("sixteen", "utf-16-le", "\t", "\r\n", "\ufeff"),
    ]
    for name, encoding, delimiter, end, mark in kinds:
        out = io.StringIO()
        table = csv.writer(out, delimiter=delimiter, lineterminator=end)
        table.writerow(rows[0])
        for row in rows:
            cells = [cell(value) for value in row.values()]
            if name == "finnish":
                cells[4] = cells[4].encode("windows-1252", "ignore").decode("windows-1252")
                cells[5] = cells[5].replace(".", ",")
            table.writerow(cells)
        source, target = f"{name}.csv", f"{name}-fed.csv"
        Path(source).write_bytes((mark + out.getvalue()).encode(encoding))
        both(name, source, target)
        old, new = (Path(path).read_bytes().decode(encoding) for path in (source, target))
        old_rows = list(csv.reader(io.StringIO(old.lstrip(mark), newline=""), delimiter=delimiter))
        new_rows = list(csv.reader(io.StringIO(new.lstrip(mark), newline=""), delimiter=delimiter))
        own = new_columns(new_rows[0], name)
        if not MARKS:
            MARKS.extend(column for column in own if column.startswith(OWN + "T"))
        check(MARKS, f"{name}: no theme has a column")
        check(new.startswith(mark) and new.count(end) == old.count(end), f"{name}: mark or line ends")
        check([row[: -len(own)] for row in new_rows] == old_rows, f"{name}: old cells have changed")
        names = new_rows[0]
        tags_hold(rows, lambda at, column: new_rows[at + 1][names.index(column)], name)
        if name != "finnish":
            continue
        shutil.copy(source, f"{name}-place.csv")
        before = Path(source).read_bytes()
        feed(name, "--from", f"{name}-place.csv", "--in-place")
        check(Path(f"{name}-place.csv.bak").read_bytes() == before, f"{name}: no backup")
        check(feed(name, "--from", f"{name}-place.csv", "--in-place")["unchanged"], f"{name}: not idle")


def lines(rows):
    for name, dump in [("lines.jsonl", "\n"), ("list.json", None)]:
        plain = [{key: cell(value) if key == "päivämäärä" else value for key, value in row.items()} for row in rows]
        if dump:
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain)
        else:
            text = json.dumps({"n": len(plain), "rows": plain}, ensure_ascii=False, indent=1)
        Path(name).write_text(text, encoding="utf-8")
        both(name, name, f"fed-{name}")
        fed = Path(f"fed-{name}").read_text(encoding="utf-8")
        found = [json.loads(line) for line in fed.splitlines()] if dump else json.loads(fed)["rows"]
        own = new_columns(found[0], name)
        check([{k: v for k, v in row.items() if k not in own} for row in found] == plain, f"{name}: members")
        tags_hold(rows, lambda at, column: found[at][column], name)


def workbook(rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vastaukset & muut"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([f"'{v}" if str(v).startswith("=") else v for v in row.values()])
    for place in sheet[1]:
        place.font = Font(bold=True)
    for (place,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        place.number_format = "d.m.yyyy"
    sheet["H1"] = "laskettu"
    for at in range(2, len(rows) + 2):
        sheet.cell(at, 8, f"=C{at}*2")
    sheet["A2"].comment = Comment("muistiinpano", "tutkija")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:H{len(rows) + 1}"
    rule = DataValidation(type="list", formula1='"Yritys,Kuluttaja"')
    sheet.add_data_validation(rule)
    rule.add(f"D2:D{len(rows) + 1}")
    low = CellIsRule(operator="lessThan", formula=["7"], fill=PatternFill("solid", bgColor="FFC7CE"))
    sheet.conditional_formatting.add(f"C2:C{len(rows) + 1}", low)
    other = book.create_sheet("Kuvio")
    other["A1"] = "vain kuvio"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=20), titles_from_data=True)
    other.add_chart(chart, "B2")
    book.save("book.xlsx")
    workbook_holds(rows, "book.xlsx", "book")
    if not OFFICE:
        return
    # As an office program writes it: shared texts, styles, the values of formulas.
    convert("book.xlsx", "xlsx", "office")
    shutil.copy("office/book.xlsx", "saved.xlsx")
    workbook_holds(rows, "saved.xlsx", "saved")
    for end in ["ods", "xls"]:
        convert("book.xlsx", end, "office")
        run(f"office/book.{end}", end, "--sheet", "Vastaukset & muut")
        feed(end, "--to", f"{end}.xlsx")
        values = list(openpyxl.load_workbook(f"{end}.xlsx").active.iter_rows(values_only=True))
        own = new_columns([name for name in values[0] if name], end)
        check(len(values) == len(rows) + 1, f"{end}: {len(values)} rows")
        names = list(values[0])
        texts_of = [cell(value[names.index("palaute")]) for value in values[1:]]
        # LibreOffice itself drops tabs on the way.
        bare = lambda text: text.replace("\t", "").strip()
        check([*map(bare, texts_of)] == [bare(row["palaute"]) for row in rows], f"{end}: answers")
        weights = [value[names.index("paino")] for value in values[1:]]
        check(weights == [row["paino"] for row in rows], f"{end}: numbers {weights[:3]}")
        check(len(own) > 8, f"{end}: {own}")
        tags_hold(rows, lambda at, column: values[at + 1][names.index(column)], end)


def workbook_holds(rows, source, name):
    target = f"{name}-fed.xlsx"
    both(name, source, target, "--sheet", "Vastaukset & muut")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        check(old.namelist() == new.namelist(), f"{name}: parts")
        changed = [part for part in old.namelist() if old.read(part) != new.read(part)]
        check(len(changed) == 1 and "sheet" in changed[0], f"{name}: changed parts {changed}")
    old = openpyxl.load_workbook(source)["Vastaukset & muut"]
    new = openpyxl.load_workbook(target)["Vastaukset & muut"]
    width = old.max_column
    values = [[place.value for place in row] for row in new.iter_rows()]
    check([row[:width] for row in values] == [[p.value for p in row] for row in old.iter_rows()], f"{name}: cells")
    formats = [[place.number_format for place in row] for row in old.iter_rows()]
    check([[p.number_format for p in row[:width]] for row in new.iter_rows()] == formats, f"{name}: formats")
    check(new["A2"].comment.text == old["A2"].comment.text, f"{name}: comment")
    check(len(new.data_validations.dataValidation) == 1, f"{name}: validation")
    check(len(list(new.conditional_formatting)) == 1, f"{name}: conditional format")
    own = new_columns(values[0], name)
    check(len(values[0]) == width + len(own), f"{name}: width {len(values[0])}")
    tags_hold(rows, lambda at, column: values[at + 1][values[0].index(column)], name)
    if OFFICE:
        convert(target, "csv", "seen")
        seen = list(csv.reader(open(f"seen/{name}-fed.csv", encoding="utf-8", newline="")))
        check(seen[0][width:] == own and len(seen) == len(rows) + 1, f"{name}: LibreOffice sees {seen[0]}")


def convert(path, end, folder):
    os.makedirs(folder, exist_ok=True)
    stem = Path(path).stem
    kind = f"{end}:Text - txt - csv (StarCalc):44,34,76,1" if end == "csv" else end
    home = f"-env:UserInstallation=file://{Path('office-home').absolute()}"
    command = [OFFICE, home, "--headless", "--convert-to", kind, "--outdir", folder, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if not Path(folder, f"{stem}.{end}").is_file():
        raise SystemExit(f"LibreOffice does not convert {path} to {end}: {done.stdout}{done.stderr}")


def parquet(rows):
    table = pyarrow.Table.from_pandas(frame(rows))
    stamps = pyarrow.array([datetime.datetime(2026, 1, 1, 12, at % 60) for at in range(len(rows))],
                           pyarrow.timestamp("us", tz="Europe/Helsinki"))
    table = table.append_column("aika", stamps)
    table = table.append_column("lista", pyarrow.array([[at, at + 1] for at in range(len(rows))]))
    table = table.set_column(3, "segmentti", table["segmentti"].dictionary_encode())
    metadata = {**(table.schema.metadata or {}), b"tutkimus": "syksyn kysely ä".encode()}
    table = table.replace_schema_metadata(metadata)
    pyarrow.parquet.write_table(table, "rows.parquet", row_group_size=100, compression="zstd")
    both("parquet", "rows.parquet", "rows-fed.parquet", "--date", "päivämäärä")
    old, new = (pyarrow.parquet.read_table(path) for path in ("rows.parquet", "rows-fed.parquet"))
    own = new_columns(new.column_names, "parquet")
    check(new.select(old.column_names).equals(old), "parquet: old columns")
    check([new.schema.field(n) for n in old.column_names] == list(old.schema), "parquet: schema")
    check(new.schema.metadata[b"tutkimus"] == metadata[b"tutkimus"], "parquet: metadata")
    groups = pyarrow.parquet.ParquetFile("rows-fed.parquet").metadata
    check(groups.num_row_groups == (len(rows) + 99) // 100, "parquet: row groups")
    found = new.to_pylist()
    tags_hold(rows, lambda at, column: found[at][column], "parquet")
    check(len(pandas.read_parquet("rows-fed.parquet").columns) == len(new.column_names), f"parquet: {own}")


def spss(rows):
    data = frame(rows).rename(columns={"päivämäärä": "pvm"})
    data["segmentti"] = [[1.0, 2.0, 9.0][at % 3] for at in range(len(rows))]
    data["suosittelu"] = [99.0 if row["suosittelu"] is None else float(row["suosittelu"]) for row in rows]
    data["pitkä"] = ["x" * 300 if at % 2 else "ä" for at in range(len(rows))]
    data = data[[*(c for c in data.columns if c != "palaute"), "palaute"]]
    labels = {"segmentti": {1.0: "Yritys", 2.0: "Kuluttaja", 9.0: "Ei tietoa"}, "suosittelu": {99.0: "Puuttuu"}}
    said = {"suosittelu": "Suositteletko meitä?", "palaute": "Mitä haluat sanoa?", "paino": "Painokerroin"}
    missing = {"suosittelu": [99], "segmentti": [{"lo": 9, "hi": 9}]}
    measures = {"suosittelu": "scale", "segmentti": "nominal"}
    for end, packed in [("sav", False), ("zsav", True)]:
        source, target = f"rows.{end}", f"rows-fed.{end}"
        pyreadstat.write_sav(data, source, column_labels=said, variable_value_labels=labels, file_label="Syksy",
                             missing_ranges=missing, variable_measure=measures, compress=packed,
                             variable_format={"paino": "F8.3", "pvm": "DATE11"})
        both(end, source, target)
        old, was = pyreadstat.read_sav(source, user_missing=True)
        new, now = pyreadstat.read_sav(target, user_missing=True)
        own = new_columns(now.column_names, end)
        check(new[old.columns].equals(old), f"{end}: old variables: {differences(old, new)}")
        for what in ["column_names_to_labels", "variable_value_labels", "missing_ranges", "variable_measure",
                     "original_variable_types", "variable_display_width", "variable_alignment"]:
            before, after = getattr(was, what), getattr(now, what)
            kept = {name: value for name, value in after.items() if name not in own}
            check(kept == before, f"{end}: {what}: {before} {kept}")
        check(now.column_names[: len(was.column_names)] == was.column_names, f"{end}: order")
        check(now.file_label == was.file_label, f"{end}: label of the file")
        check(now.file_encoding == was.file_encoding, f"{end}: encoding {now.file_encoding}")
        check(all(now.column_names_to_labels[name] for name in MARKS), f"{end}: new labels")
        found = new.to_dict("records")
        tags_hold(rows, lambda at, column: found[at][column], end)
    pandas.read_spss("rows-fed.sav")


def differences(old, new):
    return [name for name in old.columns if not new[name].equals(old[name])][:3]


def sqlite(rows):
    base = sqlite3.connect("base.db")
    base.execute('CREATE TABLE "vastaukset ""1""" (vastaus_id TEXT PRIMARY KEY, "päivämäärä" TEXT, suosittelu INTEGER, '
                 "segmentti TEXT, palaute TEXT, paino REAL, kaava TEXT)")
    base.execute("CREATE TABLE muu (x)")
    values = [[cell(v) if k == "päivämäärä" else v for k, v in row.items()] for row in rows]
    base.executemany('INSERT INTO "vastaukset ""1""" VALUES (?,?,?,?,?,?,?)', values)
    base.commit()
    base.close()
    dump = lambda path: [line for line in sqlite3.connect(path).iterdump() if OWN not in line]
    before = dump("base.db")
    table = ["--table", 'vastaukset "1"']
    run("base.db", "sqlite", *table)
    feed("sqlite", "--to", "copy.db", *table)
    feed("sqlite", "--in-place", *table)
    check(feed("sqlite", "--in-place", *table)["unchanged"], "sqlite: fed twice, not idle")
    check(dump("base.db.bak") == before, "sqlite: the backup")
    for path in ["base.db", "copy.db"]:
        check([line for line in dump(path) if "_tagged" not in line] == before, f"sqlite: {path} has lost something")
        base = sqlite3.connect(path)
        view = base.execute('SELECT * FROM "vastaukset ""1""_tagged" ORDER BY vastaus_id')
        names = [column[0] for column in view.description]
        found = view.fetchall()
        new_columns(names, "sqlite")
        check([list(row[:7]) for row in found] == values, f"sqlite: {path}: the view's old columns")
        tags_hold(rows, lambda at, column: found[at][names.index(column)], path)
        base.close()
    feed("sqlite", "--in-place", "--shape", "columns", *table)
    check(feed("sqlite", "--in-place", "--shape", "columns", *table)["unchanged"], "sqlite: columns twice")
    base = sqlite3.connect("base.db")
    within = base.execute('SELECT * FROM "vastaukset ""1""" ORDER BY vastaus_id')
    names = [column[0] for column in within.description]
    found = within.fetchall()
    new_columns(names, "sqlite, columns")
    check([list(row[:7]) for row in found] == values, "sqlite: columns: the old ones")
    tags_hold(rows, lambda at, column: found[at][names.index(column)], "sqlite, columns")


def psql(statement, given=None):
    command = [os.environ["PSQL"], DATABASE, "-X", "-q", "-v", "ON_ERROR_STOP=1", "--csv", "-c", statement]
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{statement}: {done.stderr}")
    return list(csv.reader(io.StringIO(done.stdout)))


def postgres(rows):
    name = "kysely.\"vas\"\"taukset\""
    out = io.StringIO()
    csv.writer(out).writerows([[cell(value) for value in row.values()] for row in rows])
    psql("CREATE SCHEMA kysely")
    psql(f'CREATE TABLE {name} (vastaus_id text PRIMARY KEY, "päivämäärä" date, suosittelu int, segmentti text, '
         "palaute text, paino numeric(6,3), kaava text, muuta jsonb DEFAULT '{\"a\": [1, 2]}')")
    psql(f"COPY {name} (vastaus_id, \"päivämäärä\", suosittelu, segmentti, palaute, paino, kaava) FROM STDIN CSV "
         "FORCE NOT NULL palaute", out.getvalue())
    address = DATABASE + "?table=kysely.vas%22taukset"
    before = psql(f"SELECT md5(string_agg(t::text, '|' ORDER BY vastaus_id)) FROM {name} AS t")
    run(address, "postgres")
    for _ in range(2):
        fed = feed("postgres", "--from", address, "--to", address)
        check(fed["matched"] == fed["rows"] == fed["written"] == len(rows), f"postgres: {fed}")
        check(psql(f"SELECT md5(string_agg(t::text, '|' ORDER BY vastaus_id)) FROM {name} AS t") == before,
              "postgres: the table has changed")
        names, *found = psql('SELECT * FROM kysely."vas""taukset_tagged" ORDER BY vastaus_id')
        new_columns(names, "postgres")
        check(len(found) == len(rows), f"postgres: the view has {len(found)} rows")
        tags_hold(rows, lambda at, column: found[at][names.index(column)], "postgres")
        check(len(psql("SELECT * FROM kysely.kuiske_codebook")) > len(MARKS), "postgres: the codebook")
    done = subprocess.run([PROGRAM, "feed", "-a", "postgres.kuiske", "--from", address, "--to", address,
                           "--shape", "columns"], capture_output=True, text=True)
    check(done.returncode == 2, "postgres: columns of the source unasked")
    for _ in range(2):
        feed("postgres", "--from", address, "--in-place", "--shape", "columns")
        names, *found = psql(f"SELECT * FROM {name} ORDER BY vastaus_id")
        new_columns(names, "postgres, columns")
        tags_hold(rows, lambda at, column: found[at][names.index(column)], "postgres, columns")
    # A view of somebody else is never replaced; a file's tags go into a database, too.
    psql("CREATE TABLE toinen (vastaus_id text); CREATE VIEW toinen_tagged AS SELECT 1 AS x")
    done = subprocess.run([PROGRAM, "feed", "-a", "utf8.kuiske", "--to", DATABASE + "?table=toinen"],
                          capture_output=True, text=True)
    check(done.returncode == 2 and "was not made by kuiske" in done.stderr, f"postgres: {done.stderr}")
    check(len(psql("SELECT * FROM toinen_tagged")) == 2, "postgres: the view of somebody else")
    check(psql("SELECT count(*) FROM information_schema.tables WHERE table_name = 'kuiske_toinen'")[1] == ["0"],
          "postgres: half a transaction")
    feed("utf8", "--to", DATABASE)
    check(psql("SELECT count(*) FROM kuiske_tags")[1] == [str(len(rows))], "postgres: tags of a file")


def measure():
    """How long files of many rows take."""
    rows = [{"pvm" if key == "päivämäärä" else key: value for key, value in row.items()} for row in records(MANY)]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(rows[0])
    table.writerows([[cell(value) for value in row.values()] for row in rows])
    Path("many.csv").write_text(out.getvalue(), encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("a")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(["x" if v == "=1+1" else v for v in row.values()])
    book.save("many.xlsx")
    pyarrow.parquet.write_table(pyarrow.Table.from_pandas(frame(rows)), "many.parquet")
    data = frame(rows)
    pyreadstat.write_sav(data, "many.sav")
    base = sqlite3.connect("many.db")
    data.astype(str).to_sql("vastaukset", base, index=False)
    base.commit()
    base.close()
    start = time.monotonic()
    run("many.csv", "many")
    print(f"  {MANY} rows in: {time.monotonic() - start:.1f} s")
    sources = [(f"many.{end}", f"many-fed.{end}") for end in ["csv", "xlsx", "parquet", "sav", "db"]]
    if DATABASE:
        psql("CREATE TABLE many (vastaus_id text, pvm text, suosittelu text, segmentti text, palaute text, "
             "paino text, kaava text)")
        body = out.getvalue().partition("\n")[2]
        psql("COPY many FROM STDIN CSV FORCE NOT NULL palaute", body)
        sources.append((DATABASE + "?table=many", DATABASE + "?table=many"))
    for source, target in sources:
        start = time.monotonic()
        fed = feed("many", "--from", source, "--to", target, "--text", "palaute", "--key", "vastaus_id")
        kind = "postgres" if source.startswith("postgres") else source.partition(".")[2]
        tags = len(fed["added"]) * MANY
        print(f"  {kind:8} {MANY} rows, {tags} tags back in {time.monotonic() - start:.1f} s", flush=True)
        check(fed["written"] == MANY and fed["unmatched"] == 0, f"{source}: {fed}")


def main():
    rows = records(FEW)
    parts = [delimited, lines, workbook, parquet, spss, sqlite]
    for part in parts:
        start = time.monotonic()
        part(rows)
        print(f"{part.__name__}: {time.monotonic() - start:.0f} s", flush=True)
    if DATABASE:
        postgres(rows)
        print("postgres", flush=True)
    if MANY:
        measure()
    if FAULTS:
        sys.exit(f"{len(FAULTS)} checks failed")
    print("ok: every format in and back")


main()
