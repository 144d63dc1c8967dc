import Foundation
import TestSupport
import Testing

extension BrowserTests {
  @Suite("Files")
  struct Files {
    private static let first = "#answers article:first-child"

    @Test("Several files at once, one of them no audio; what is saved is what the command writes")
    func severalFiles() throws {
      try visit(faults: ["415"]) { visit in
        let (place, page) = (visit.place, visit.page)
        try place.write(TestAudio.conversation(), to: "two, voices.wav")
        try place.write(Data("this is a text, not a voice, and long enough".utf8), to: "notes.txt")
        let voice = TrainTests.root.appending(path: "Voices/female_happy.opus")
        try visit.open("files")
        let saved = place.folder.appending(path: "saved")
        try FileManager.default.createDirectory(at: saved, withIntermediateDirectories: true)
        try page.browser.call(
          "Browser.setDownloadBehavior", ["behavior": "allow", "downloadPath": saved.path])
        try page.choose(
          [
            place.folder.appending(path: "two, voices.wav"), place.folder.appending(path: "notes.txt"), voice,
          ],
          in: "#chooser")
        try page.wait("\(Page.text("heard")) == '2 of 3 heard, 1 could not be'")
        #expect(
          try page.value("[...document.querySelectorAll('#answers h3')].map((title) => title.textContent)")
            == ["two, voices.wav", "notes.txt", "female_happy.opus"])
        #expect(
          try page.value("document.querySelector('#answers .problem').textContent.includes('not audio')"))
        #expect(try page.value("document.querySelectorAll('#answers canvas').length") == 2)

        for (title, name, option) in [
          ("JSON", "two, voices.json", "--json"), ("CSV", "two, voices.csv", "--csv"),
          ("WebVTT", "two, voices.vtt", "--vtt"),
        ] {
          try page.click("\(Self.first) button[aria-label=\"Save as \(title)\"]")
          let written = try Self.file(saved.appending(path: name))
          let printed = try place.runWithModel("predict", "--timeline", option, "two, voices.wav")
          guard option == "--json" else {
            #expect(String(decoding: written, as: UTF8.self) == printed.text, "\(name)")
            continue
          }
          let object = try JSONSerialization.jsonObject(with: written) as? NSDictionary
          #expect(object == (try printed.json() as? [NSDictionary])?.first)
        }
        try page.click("#downloads [data-form=csv]")
        try FileManager.default.copyItem(at: voice, to: place.folder.appending(path: "female_happy.opus"))
        let printed = try place.runWithModel(
          "predict", "--timeline", "--csv", "two, voices.wav", "female_happy.opus")
        let all = try Self.file(saved.appending(path: "answers.csv"))
        #expect(String(decoding: all, as: UTF8.self) == printed.text)
        try page.click("#downloads [data-form=json]")
        let objects = try JSONSerialization.jsonObject(with: Self.file(saved.appending(path: "answers.json")))
        #expect(
          (objects as? [[String: Any]])?.map { $0["path"] as? String } == [
            "two, voices.wav", "female_happy.opus",
          ])
        try page.click("#downloads [data-form=clear]")
        try page.wait("document.querySelectorAll('#answers article').length == 0")
      }
    }

    /// The bytes of a download once it is complete: until then it has another name.
    private static func file(_ url: URL) throws -> Data {
      let deadline = Date(timeIntervalSinceNow: Browser.patience)
      while !FileManager.default.fileExists(atPath: url.path), deadline > Date() { usleep(50_000) }
      return try Data(contentsOf: url)
    }

    @Test("Twenty files dropped at once, an empty one, one with a very long name")
    func manyFiles() throws {
      try visit(faults: ["400"]) { visit in
        let page = visit.page
        try page.size(390, 844)
        try visit.open("speak")
        let voice = TestAudio.wav(seconds: 1).base64EncodedString()
        try page.run(
          """
          const bytes = Uint8Array.from(atob("\(voice)"), (letter) => letter.charCodeAt(0));
          const dropped = new DataTransfer();
          for (let index = 0; index < 18; index += 1) dropped.items.add(new File([bytes], `voice ${index}.wav`));
          dropped.items.add(new File([], "empty.wav"));
          dropped.items.add(new File([bytes], "long".repeat(60) + ".wav"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
          """)
        try page.wait("\(Page.text("heard")) == '19 of 20 heard, 1 could not be'")
        #expect(try page.value("location.hash") == "#files")
        #expect(try page.value("document.querySelector('#answers .problem').textContent.includes('empty')"))
        #expect(try page.value("document.documentElement.scrollWidth <= 390"))
      }
    }
  }
}
