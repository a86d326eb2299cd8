//! The action file as a workbook: wide columns, a filter, a list of states to choose from.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook,
};

use crate::report::Error;
use crate::report::findings::Language;
use crate::report::terms::Terms;

use super::Action;
use super::table::Field;

/// The workbook, the same bytes for the same actions.
///
/// # Errors
/// When the workbook cannot be written.
pub fn write_xlsx(actions: &[Action], language: Language) -> Result<Vec<u8>, Error> {
    let words = Terms::of(language);
    let mut book = Workbook::new();
    // The time of writing would make every file different.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&born));
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E7EE));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let filled = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00FF_F8E1));
    let sheet = book.add_worksheet();
    sheet.set_name(words.actions)?;
    for (field, column) in Field::ALL.into_iter().zip(0..) {
        sheet.write_string_with_format(0, column, field.name(language), &head)?;
        sheet.set_column_width(column, width(field))?;
        let own = matches!(field, Field::Owner | Field::Status | Field::Note);
        let format = if own { &filled } else { &wrapped };
        for (action, row) in actions.iter().zip(1..) {
            match (field, action.score, action.value) {
                (Field::Score, Some(number), _) | (Field::Value, _, Some(number)) => {
                    sheet.write_number_with_format(row, column, number, format)?;
                }
                (Field::Score | Field::Value, ..) => {}
                _ => {
                    let text = field.text(action, language);
                    sheet.write_string_with_format(row, column, text, format)?;
                }
            }
        }
        if field == Field::Status && !actions.is_empty() {
            let states = [words.state_open, words.state_under_way, words.state_done];
            let choice = DataValidation::new().allow_list_strings(&states)?;
            let choice = choice.show_error_message(false);
            sheet.add_data_validation(1, column, actions.len() as u32, column, &choice)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = Field::ALL.len() as u16 - 1;
    sheet.autofilter(0, 0, actions.len() as u32, last)?;
    Ok(book.save_to_buffer()?)
}

const fn width(field: Field) -> f64 {
    match field {
        Field::Quote => 70.0,
        Field::Label | Field::Reason | Field::Note => 30.0,
        Field::Kind | Field::Owner | Field::Status => 18.0,
        Field::Key
        | Field::Theme
        | Field::Date
        | Field::Channel
        | Field::Touchpoint
        | Field::Score
        | Field::Value
        | Field::Period => 13.0,
    }
}
