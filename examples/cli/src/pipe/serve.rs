//! The loop over standard input.

use std::io::{self, BufRead, Read, Write};

use super::{MAX_LINE, Testee};

/// Answers every line of `input` on `output` until the input ends. Answers are flushed whenever no further whole
/// line is waiting, so a tester may write many calls at once.
pub fn serve(input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, input);
    let mut testee = Testee::new();
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        output.write_all(testee.answer(&line).as_bytes())?;
        output.write_all(b"\n")?;
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
    output.flush()
}

/// Reads up to the next line feed. Of a line that is too long only as much is kept as shows that it is.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let (text, used) = end.map_or((chunk, chunk.len()), |end| (&chunk[..end], end + 1));
        let room = (MAX_LINE + 1).saturating_sub(line.len());
        line.extend_from_slice(&text[..text.len().min(room)]);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_a_line_in_order() {
        let long = " ".repeat(MAX_LINE + 5);
        let input = format!(
            "{{\"id\":1,\"op\":\"x\",\"args\":{{}}}}\nbad\n{long}\n{{\"id\":2,\"op\":\"x\",\"args\":{{}}}}"
        );
        let mut output = Vec::new();
        serve(input.as_bytes(), &mut output).unwrap();
        let ids: Vec<_> = String::from_utf8(output)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
            .collect();
        assert_eq!(ids, [1.into(), serde_json::Value::Null, serde_json::Value::Null, 2.into()]);
    }
}
