import Foundation
import TestSupport
import Testing

extension BrowserTests {
  @Suite("Accessibility")
  struct Accessibility {
    /// Audits what is shown, small and large, light and dark.
    private func audit(_ page: Page, _ state: String) throws {
      for (width, height) in [(1280, 900), (390, 844), (320, 640)] {
        try page.size(width, height)
        for isDark in [false, true] {
          try page.prefer(dark: isDark)
          // What depends on the size is drawn anew with the next frame.
          try page.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
          let faults = try page.audit()
          #expect(faults.isEmpty, "\(state), \(width) wide, \(isDark ? "dark" : "light"): \(faults)")
        }
      }
      try page.size(1280, 900)
      try page.prefer()
    }

    @Test("Speaking and files: names, headings, contrast, targets, width, focus")
    func speakAndFiles() throws {
      try visit(microphone: TestAudio.conversation(), faults: ["415"]) { visit in
        let page = visit.page
        try visit.open()
        try page.allowMicrophone(true, at: visit.server.address)
        try audit(page, "speak")
        try page.click("#record")
        try page.wait("\(Page.text("clock")) >= '0:01'")
        try audit(page, "live")
        #expect(try page.walk() == [])
        try page.prefer(reducedMotion: true)
        let moving: Int = try page.value(
          """
          [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
            .filter((style) => style.transitionDuration !== "0s" || style.animationName !== "none").length
          """)
        #expect(moving == 0)
        try page.prefer()
        try page.click("#record")
        try page.wait("document.querySelector('#recorded canvas')")
        try audit(page, "a recording")
        #expect(try page.walk() == [])

        try page.go(to: "files")
        #expect(try page.value("document.activeElement.id") == "files-title")
        try audit(page, "no files")
        try visit.place.write(TestAudio.conversation(), to: "voices.wav")
        try visit.place.write(Data("this is a text, not a voice, and long enough".utf8), to: "notes.txt")
        try page.choose(
          ["voices.wav", "notes.txt"].map { visit.place.folder.appending(path: $0) }, in: "#chooser")
        try page.wait("\(Page.text("heard")).startsWith('1 of 2')")
        try audit(page, "files")
        #expect(try page.walk() == [])
      }
    }

    @Test("Guess, by keyboard alone; the model; a training")
    func others() throws {
      let options = ["--corpus", "ravdess", "--run", "a.run"]
      let prepare = { (place: Workplace) in
        try place.writeCorpus()
        try writeRun(place)
      }
      try visit(options, prepare: prepare) { visit in
        let page = visit.page
        try visit.open()
        try page.wait("!document.getElementById('to-guess').hidden")
        try page.tab(to: "#to-guess")
        try page.press("Enter")
        try page.wait("document.querySelector('#choices button')")
        try audit(page, "guess")
        try page.tab(to: "#play-clip")
        try page.press("Space")
        try page.wait("document.querySelectorAll('#choices button:enabled').length == 6")
        try page.tab(to: "#choices button:nth-child(2)")
        try page.press("Enter")
        try page.wait("\(Page.text("rounds")) == '1'")
        try audit(page, "a verdict")
        #expect(try page.walk() == [])

        try page.go(to: "model")
        try page.run(
          """
          (async () => {
            const { showCard } = await import("/page/model.js");
            const card = await (await fetch("/v1/model")).json();
            card.confusion = card.labels.map((_, row) => card.labels.map((_, column) => row === column ? 2 * row : Math.abs(row - column) % 5));
            showCard(card);
          })()
          """)
        try audit(page, "model")
        #expect(try page.walk() == [])

        try page.go(to: "run")
        try page.wait("document.querySelectorAll('#progress svg').length == 2")
        try page.tab(to: "#progress summary")
        try page.press("Enter")
        try page.wait("document.querySelector('#progress details').open")
        try audit(page, "training")
        #expect(try page.walk() == [])
      }
    }

    @Test("The audit sees what is wrong")
    func auditor() throws {
      try visit { visit in
        let page = visit.page
        try visit.open()
        try page.size(390, 844)
        try page.run(
          """
          document.getElementById("main").insertAdjacentHTML("beforeend",
            "<h5>Deep</h5><p id='faint' class='lead'>Faint</p><button id='small'></button><input id='bare'><canvas></canvas>");
          document.getElementById("faint").style.color = "#9aa3b5";
          Object.assign(document.getElementById("small").style, { minHeight: "0", height: "9px", outline: "none" });
          document.querySelector("h2").style.width = "600px";
          """)
        let faults = try page.audit()
        for word in [
          "headings jump", "contrast 2.", "too small: button#small", "no label: input#bare",
          "no text: canvas",
          "scrolls sideways", "button without a name", "textbox without a name",
        ] {
          #expect(faults.contains { $0.contains(word) }, "\(word): \(faults)")
        }
        try page.run("document.getElementById('bare').tabIndex = -1")
        let walked = try page.walk()
        for word in ["the focus on BUTTON small", "not lead to INPUT bare"] {
          #expect(walked.contains { $0.contains(word) }, "\(word): \(walked)")
        }
      }
    }

    @Test("The question for a token")
    func token() throws {
      let prepare = { (place: Workplace) in
        try place.write(Data("a token of the tests".utf8), to: "token.txt")
      }
      try visit(["--token-file", "token.txt"], faults: ["401"], prepare: prepare) { visit in
        try visit.open()
        try audit(visit.page, "token")
        #expect(try visit.page.walk() == [])
      }
    }
  }
}
