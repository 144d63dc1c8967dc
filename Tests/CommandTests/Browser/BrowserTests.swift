import Foundation
import Testing

/// The page of a running server in a real browser. One after the other: each has a browser and a server of its own.
@Suite("The page in a browser", .serialized)
struct BrowserTests {
  /// What a test has at hand.
  struct Visit {
    let place: Workplace
    let server: ServerProcess
    let page: Page

    /// Opens a section and waits until the page is ready.
    func open(_ section: String = "speak") throws { try page.open("\(server.address)/#\(section)") }
  }

  /// Starts a server and a browser, lends them, and expects that nothing went wrong on the page.
  ///
  /// - Parameters:
  ///   - options: Given to `serve`.
  ///   - microphone: A WAV file: what the microphone hears.
  ///   - hasMicrophone: Whether there is a microphone at all.
  ///   - expected: Words of faults that the test brings about.
  ///   - prepare: Fills the workplace before the server starts.
  ///   - body: Uses the page.
  /// - Throws: What the body throws, or where server or browser do not start.
  static func visit(
    _ options: [String] = [], microphone: Data? = nil, hasMicrophone: Bool = true,
    faults expected: [String] = [],
    prepare: (Workplace) throws -> Void = { _ in }, _ body: (Visit) throws -> Void
  ) throws {
    try Workplace.with { place in
      try prepare(place)
      let file = try microphone.map { data in
        try place.write(data, to: "microphone.wav")
        return place.folder.appending(path: "microphone.wav")
      }
      let server = try ServerProcess(place, options: options)
      let browser = try Browser(microphone: file, hasMicrophone: hasMicrophone)
      let page = try Page(browser)
      try body(Visit(place: place, server: server, page: page))
      let faults = try page.faults(except: expected)
      #expect(faults.isEmpty, "\(faults)")
      #expect(server.end() == 0)
    }
  }

  /// A run folder after two of four epochs.
  static func writeRun(_ place: Workplace, epochs: Int = 2) throws {
    let rows = (1...epochs).map {
      "\($0),\(2.5 / Double($0)),0.4,\(2.2 / Double($0)),0.5,\(0.2 * Double($0)),0.001,60"
    }
    let head =
      "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,validation_recall,learning_rate,seconds"
    try place.write(Data(([head] + rows).joined(separator: "\n").utf8), to: "a.run/history.csv")
    try place.write(Data(#"{"name": "small", "epochs": 4}"#.utf8), to: "a.run/recipe.json")
  }
}
