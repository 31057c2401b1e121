//! A workbook of Excel, made of the cells of its sheets: the few files that one must have, in an
//! archive that is not compressed.

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The second format is that of a day.
const STYLES: &str = r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#;

/// A workbook with these sheets: the name of each, and its rows in XML.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations =
        format!(r#"<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>"#);
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#),
        ),
    ];
    for (place, (name, rows)) in sheets.iter().enumerate() {
        let id = place + 1;
        list += &format!(r#"<sheet name="{name}" sheetId="{id}" r:id="s{id}"/>"#);
        relations += &format!(
            r#"<Relationship Id="s{id}" Type="{OFFICE}/worksheet" Target="worksheets/{id}.xml"/>"#
        );
        let sheet =
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
        files.push((format!("xl/worksheets/{id}.xml"), sheet));
    }
    files.push((
        "xl/workbook.xml".to_owned(),
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{list}</sheets></workbook>"#
        ),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(r#"<Relationships xmlns="{PACKAGE}">{relations}</Relationships>"#),
    ));
    zip(&files)
}

/// An archive of files by their names.
pub(crate) fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = out.len() as u32;
        // Version, flags, method, time and date; checksum and sizes; lengths of the name and more.
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(crc32fast::hash(text.as_bytes()).to_le_bytes());
        about.extend((text.len() as u32).to_le_bytes().repeat(2));
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        out.extend([&b"PK\x03\x04"[..], &about, name.as_bytes(), text.as_bytes()].concat());
        directory
            .extend([&b"PK\x01\x02\x14\0"[..], &about, &[0; 10], &offset.to_le_bytes()].concat());
        directory.extend(name.as_bytes());
    }
    let (count, offset) = ((files.len() as u16).to_le_bytes(), out.len() as u32);
    let end = [(directory.len() as u32).to_le_bytes(), offset.to_le_bytes()].concat();
    out.extend(directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &end, &[0, 0]].concat());
    out
}
