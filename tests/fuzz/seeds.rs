//! Good inputs to begin with: small, and with every construct that a reader knows.

use std::io::{Cursor, Write};
use std::sync::Arc;

use kuiske::read::Packing;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::{WriterProperties, WriterVersion};

/// Inputs of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let text = |all: &[&str]| all.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    match target {
        "csv" => csv(),
        "jsonl" => text(&[
            "{\"id\": 1, \"palaute\": \"a}\\\"\", \"x\": {\"y\": [1, 2]} }\n{\"palaute\":[1,{\"b\":2}]}\n\n{}\n",
            "{\"palaute\": \"\\ud83d\\udc4d\\u00e4\", \"pvm\": \"2026-11-02T10:00:00Z\", \"nps\": 9.5}\r\n",
        ]),
        "json" => text(&[
            "{\"n\": 1, \"rows\": [{\"palaute\": \"a\", \"b\": null}, {\"palaute\": \"c\"}]}",
            "[{\"palaute\":\"a\"}]\n",
        ]),
        "lines" => text(&["eka\n\ntoka \u{feff}\r\nkolmas", "\u{1}\ta\n"]),
        "packed" => csv()
            .into_iter()
            .flat_map(|csv| [Packing::Gzip, Packing::Zstd].map(|p| packed(p, &csv)))
            .collect(),
        "xlsx" => vec![xlsx()],
        "ods" => vec![ods()],
        "xls" => vec![include_bytes!("seeds/small.xls").to_vec()],
        "parquet" => packings().map(parquet).to_vec(),
        "arrow" => vec![arrow(false), arrow(true)],
        "sav" => vec![
            include_bytes!("seeds/small.sav").to_vec(),
            include_bytes!("seeds/small.zsav").to_vec(),
        ],
        "sqlite" => vec![sqlite()],
        "lexicon" => text(&[
            "# kommentti\nei\tnegation\njono*\tnegative\t-0.5\nkiitos paljon\tpositive\t0.9\n",
            "[fi]\nsana = \"a\"\n",
            "T1\tToimitus\tDelivery\ttoimitus;paketti\tdelivery;parcel\n",
        ]),
        "codebook" => text(&[
            "version = 1\n[[themes]]\nid = \"T0001\"\nlabel_fi = \"jono\"\nlabel_en = \"queue\"\nphrases_fi = [\"pitkä jono\"]\n\
             centre = \"AAAAAAAAAAA=\"\npinned = true\n[[history]]\nat = \"2026-W01\"\n",
        ]),
        "query" => text(&[
            "toimitus AND myöhässä OR (jono -pitkä) +hissi",
            "\"ei toimi\"~2 'ei toimi' surface:toimii toimit* *palvelu \"ei toim\"*",
            "lang:fi score:[0 TO 6] score:>=9 date:2026-11 channel:(chat OR app) channel:IN [a b] x^2.5",
        ]),
        "settings" => text(&[
            "[input]\nformat = \"csv\"\n[columns]\ntext = [\"a\"]\n[score]\nscale = \"1-5\"\n[report]\npromises = { a = \"b\" }\n",
        ]),
        _ => Vec::new(),
    }
}

fn csv() -> Vec<Vec<u8>> {
    let plain = "id;pvm;palaute;nps\r\n1;2.11.2026;\"jono; \r\noli \"\"pitkä\"\"\";9\r\n2;;;\r\n\r\n3;3.11.2026 14:05;hyvä;3,5\r\n";
    let utf_16: Vec<u8> =
        format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let qualtrics = "StartDate,ResponseId,palaute\nStart Date,Response ID,\"Mitä\nsanot?\"\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n\
        2026-11-02 10:00:00,R_1,hyvä\n";
    let survey = "Respondent ID,Collector ID,palaute,\n,,Open-Ended Response,Other\n1,2,hyvä,x\n";
    let mut all: Vec<Vec<u8>> =
        [plain, qualtrics, survey, "sep=|\npalaute|b\na|\"\n", "palaute\rone\rtwo"]
            .iter()
            .map(|text| text.as_bytes().to_vec())
            .collect();
    all.push(utf_16);
    all.push(b"id;palaute\n1;p\xe4iv\xe4\xe4\n2;\x80 hinta\n".to_vec());
    all
}

fn packed(packing: Packing, bytes: &[u8]) -> Vec<u8> {
    if packing == Packing::Gzip {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        return out.finish().unwrap();
    }
    zstd::encode_all(bytes, 1).unwrap()
}

fn xlsx() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let bold = rust_xlsxwriter::Format::new().set_bold();
    sheet.merge_range(0, 1, 0, 2, "palaute", &bold).unwrap();
    sheet.write_string(0, 0, "id").unwrap();
    for row in 1..4 {
        sheet.write_number(row, 0, f64::from(row)).unwrap();
        sheet.write_string(row, 1, "jono & <hissi>\nä").unwrap();
        sheet.write_formula(row, 2, "=1+1").unwrap();
        sheet.write_boolean(row, 3, true).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn ods() -> Vec<u8> {
    let content = "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
        <table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"3\"/>\
        <table:table-row><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>palaute</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"1.5\"/>\
        <table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><office:annotation><text:p>n</text:p>\
        </office:annotation><text:p>a<text:s text:c=\"3\"/>&amp;&#228;</text:p><text:p>b</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-02T10:00:00\"/>\
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]
    {
        zip.start_file(name, plain).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn packings() -> [Compression; 6] {
    [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ]
}

fn batch() -> arrow_array::RecordBatch {
    use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(3)]));
    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("jono"), Some(""), None]));
    RecordBatch::try_from_iter([("id", ids), ("palaute", texts)]).unwrap()
}

/// A file, or a stream with packed bodies and a dictionary.
fn arrow(stream: bool) -> Vec<u8> {
    use arrow_array::types::Int8Type;
    use arrow_array::{ArrayRef, DictionaryArray, RecordBatch};
    use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
    if !stream {
        let mut out = FileWriter::try_new(Vec::new(), &batch().schema()).unwrap();
        out.write(&batch()).unwrap();
        return out.into_inner().unwrap();
    }
    let texts: DictionaryArray<Int8Type> = [Some("jono"), None, Some("jono")].into_iter().collect();
    let batch = RecordBatch::try_from_iter([("palaute", Arc::new(texts) as ArrayRef)]).unwrap();
    let packed = Some(arrow_ipc::CompressionType::ZSTD);
    let set = IpcWriteOptions::default().try_with_compression(packed).unwrap();
    let mut out = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), set).unwrap();
    out.write(&batch).unwrap();
    out.into_inner().unwrap()
}

fn parquet(packing: Compression) -> Vec<u8> {
    let batch = batch();
    // Pages of both kinds.
    let second = matches!(packing, Compression::ZSTD(_) | Compression::GZIP(_));
    let version = if second { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
    let set =
        WriterProperties::builder().set_compression(packing).set_writer_version(version).build();
    let mut out =
        parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), Some(set)).unwrap();
    out.write(&batch).unwrap();
    out.into_inner().unwrap()
}

fn sqlite() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let base = rusqlite::Connection::open(&path).unwrap();
    base.execute_batch(
        "PRAGMA page_size = 512; CREATE TABLE a (id INTEGER PRIMARY KEY, palaute TEXT, x REAL, y BLOB);
         INSERT INTO a VALUES (1, 'jono', 0.5, x'00ff'), (2, NULL, 3, 'ä')",
    )
    .unwrap();
    drop(base);
    std::fs::read(&path).unwrap()
}
