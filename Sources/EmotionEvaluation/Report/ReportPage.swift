public import Foundation

/// A cross-validation as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
///
/// The split and what the leak audit says of it stand before any score. All names are escaped, so a corpus cannot put
/// markup into the page. The page is well-formed XML, too.
public struct ReportPage: Sendable {
  let record: CrossValidationRecord
  let summary: CrossValidationSummary
  let pictures: ReportPictures

  /// Prepares a page.
  ///
  /// - Parameters:
  ///   - record: The runs, finished or not.
  ///   - summary: What they add up to.
  public init(_ record: CrossValidationRecord, summary: CrossValidationSummary) {
    self.record = record
    self.summary = summary
    pictures = ReportPictures(record, summary: summary, theme: .page)
  }

  /// Prepares a page and computes the summary for it.
  ///
  /// - Parameter record: The runs, finished or not.
  /// - Throws: ``CrossValidationError`` where the record does not fit together.
  public init(_ record: CrossValidationRecord) throws {
    self.init(record, summary: try CrossValidationSummary(record))
  }

  /// The page, the same text for the same record.
  public var html: String {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(heading)</title>
      <style>
      \(Markup(trusted: ReportStyle.css))
      </style>
      </head>
      <body>
      <main>
      <h1>\(heading)</h1>
      \(verdictSection)\(scoresSection)\(foldsSection)\(trainingSection)\(confusionSection)\(classesSection)\
      \(speakersSection)\(partsSection)\(calibrationSection)\(coverageSection)\(recipeSection)
      </main>
      </body>
      </html>

      """
    return page.text
  }

  /// The page as UTF-8.
  public var data: Data { Data(html.utf8) }

  /// The title, with what has to be known of it.
  private var heading: String {
    let title = summary.verdict.moderated(record.title)
    if record.results.isEmpty { return "\(title): no run is finished" }
    return summary.verdict.isSpeakerIndependent ? title : "Not speaker-independent: \(title)"
  }

  /// A picture in a frame that scrolls sideways on a narrow screen; nothing where it was not drawn.
  func figure(_ name: String, caption: Markup? = nil) -> Markup {
    guard let svg = pictures[name] else { return "" }
    let words: Markup = caption.map { "<figcaption>\($0)</figcaption>\n" } ?? ""
    return "<figure>\n<div class=\"scroll\">\(Markup(trusted: svg))</div>\n\(words)</figure>\n"
  }

  /// One part a reading: the headline open, the others to be opened.
  func perReading(_ part: (ReadingSummary, String) -> Markup) -> Markup {
    var markup: Markup = ""
    for (index, (reading, name)) in zip(summary.readings, pictures.readingNames).enumerated()
    where reading.confusion.total > 0 {
      if index == 0 {
        markup += "<h3>\(reading.name)</h3>\n\(part(reading, name))"
      } else {
        markup +=
          "<details>\n<summary><h3>\(reading.name)</h3></summary>\n\(part(reading, name))</details>\n"
      }
    }
    return markup
  }
}
