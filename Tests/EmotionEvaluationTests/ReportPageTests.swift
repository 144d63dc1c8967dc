import EmotionEvaluation
import Foundation
import Testing

@Suite("Page of a cross-validation")
struct ReportPageTests {
  @Test("the same record gives the same page, well-formed and without anything from elsewhere")
  func page() throws {
    let record = try goldenRecord()
    let page = try ReportPage(record)
    let html = page.html
    #expect(html == (try ReportPage(record).html))
    #expect(Data(html.utf8) == page.data)
    #expect(MarkupCheck.problem(in: html) == nil)
    // The namespace of SVG is a name, not an address that anybody visits.
    let addresses = html.replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "src=", "href=", "@import", "url(", "<script", "nan", "inf "] {
      #expect(!addresses.contains(word), "\(word)")
    }
    let identifiers = html.matches(of: #/ id="([^"]+)"/#).map { String($0.output.1) }
    #expect(Set(identifiers).count == identifiers.count)
    for reference in html.matches(of: #/aria-labelledby="([^"]+)"/#).flatMap({
      $0.output.1.split(separator: " ")
    }) {
      #expect(identifiers.contains(String(reference)))
    }
  }

  @Test("split and verdict come first, then the parts in their order")
  func order() throws {
    let html = try ReportPage(goldenRecord()).html
    let parts = [
      "<h1>", "Speaker-independent: no test speaker was heard in training.", "by speaker, three folds",
      "<h2 id=\"scores\">", "<h2 id=\"folds\">", "<h2 id=\"training\">", "<h2 id=\"confusion\">",
      "<h2 id=\"classes\">", "<h2 id=\"speakers\">", "<h2 id=\"parts\">", "<h2 id=\"calibration\">",
      "<h2 id=\"coverage\">", "<h2 id=\"made\">",
    ]
    let places = parts.map { html.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(html.contains("<summary>The training recipe</summary>"))
  }

  @Test(
    "names cannot put markup, entities or control characters into the page",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b &lt; c", "it's", "]]><!--",
      "\u{1B}[31m\u{0}",
      "\u{202E}abc", "--></style><b>",
    ])
  func escaping(name: String) throws {
    let record = tinyRecord(named: name)
    let summary = try CrossValidationSummary(record, resamples: 1)
    let html = ReportPage(record, summary: summary).html
    #expect(MarkupCheck.problem(in: html) == nil)
    for word in ["<script", "<img", "<b>", "<!--", "\u{1B}", "\u{0}", "\u{202E}"] {
      #expect(!html.contains(word))
    }
    for picture in ReportPictures(record, summary: summary).pictures {
      #expect(MarkupCheck.problem(in: picture.svg) == nil, "\(picture.name)")
      #expect(picture.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    }
    let text = summary.text(of: record)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("the check of the markup sees what is wrong")
  func check() {
    #expect(MarkupCheck.problem(in: "<p>a &amp; b<br/></p>") == nil)
    for text in ["<p>", "</p>", "<p><b></p></b>", "a & b", "<p a=\"x></p>", "<p"] {
      #expect(MarkupCheck.problem(in: text) != nil, "\(text)")
    }
  }
}
