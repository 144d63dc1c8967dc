import Foundation
import Testing

extension BrowserTests {
  @Suite("Guess, model, training, token")
  struct Others {
    @Test("A voice is played and guessed; score and verdict are shown; the next voice")
    func guessing() throws {
      let prepare = { (place: Workplace) in try place.writeCorpus() }
      try visit(["--corpus", "ravdess"], prepare: prepare) { visit in
        let page = visit.page
        try visit.open("guess")
        try page.wait("document.querySelectorAll('#choices button:disabled').length == 6")
        for round in 1...2 {
          if round == 1 { try page.click("#play-clip") } else { try page.click("#next-clip") }
          try page.wait("document.querySelectorAll('#choices button:enabled').length == 6")
          try page.click("#choices button:nth-child(\(round))")
          try page.wait("\(Page.text("rounds")) == '\(round)'")
          #expect(try page.value("document.querySelectorAll('#choices .is-right').length") == 1)
          #expect(try page.value("/You said .*: (right|wrong)/.test(\(Page.text("verdict")))"))
          #expect(try page.value("/The model heard .*: (right|wrong)/.test(\(Page.text("verdict")))"))
          try page.wait("document.activeElement.id == 'next-clip'")
        }
        let score: Int = try page.value(
          "Number(\(Page.text("you-score"))) + Number(\(Page.text("model-score")))")
        #expect((0...4).contains(score))
        // Whoever goes elsewhere hears no voice from here.
        try page.go(to: "model")
        #expect(try page.value("document.activeElement.id") == "model-title")
        #expect(try page.value("document.title") == "Model – SpeechEmotion")
      }
    }

    @Test("The model's card; a confusion matrix where there is one")
    func model() throws {
      try visit { visit in
        let page = visit.page
        try visit.open("model")
        for word in ["drawn", "ravdess", "25 %", "decide about a person", "CC0"] {
          #expect(try page.value("\(Page.text("card")).includes('\(word)')"), "\(word)")
        }
        try page.run(
          """
          (async () => {
            const { showCard } = await import("/page/model.js");
            const card = await (await fetch("/v1/model")).json();
            card.confusion = card.labels.map((_, row) => card.labels.map((_, column) => row === column ? 3 : column === 0 ? 1 : 0));
            showCard(card);
          })()
          """)
        let table = "document.querySelector('table.confusion')"
        #expect(try page.value("\(table).caption.textContent.includes('acted')"))
        #expect(try page.value("\(table).querySelectorAll('thead th[scope=col]').length") == 14)
        #expect(try page.value("\(table).querySelectorAll('tbody th[scope=row]').length") == 12)
        #expect(try page.value("\(table).rows[2].cells[2].textContent") == "75 %, 3 of 4")
        #expect(try page.value("\(table).rows[1].cells[1].className") == "hit")
      }
    }

    @Test("A training's curves and time left; they grow while the page is open, and the focus stays")
    func training() throws {
      let prepare = { (place: Workplace) in try writeRun(place) }
      try visit(["--run", "a.run"], prepare: prepare) { visit in
        let page = visit.page
        try visit.open("run")
        let status = "document.querySelector('#progress .now')?.textContent"
        try page.wait("\(status) == 'Epoch 2 of 4, about 2 min left'")
        #expect(try page.value("document.querySelectorAll('#progress svg[role=img]').length") == 2)
        #expect(
          try page.value("document.querySelector('#progress svg').getAttribute('aria-label')")
            == "Loss over 2 epochs: training from 2.50 to 1.25, validation from 2.20 to 1.10.")
        #expect(try page.value("document.querySelectorAll('#progress polyline').length") == 3)
        #expect(try page.value("document.querySelectorAll('#progress table.confusion').length") == 0)
        try page.click("#progress summary")
        try page.wait("document.querySelector('#progress details').open")
        try page.run("document.querySelector('#progress summary').focus()")
        let confusion = #"{"labels": ["male_calm", "male_sad"], "counts": [[3, 1], [0, 4]]}"#
        try visit.place.write(Data(confusion.utf8), to: "a.run/confusion.json")
        try writeRun(visit.place, epochs: 4)
        try page.wait("\(status) == 'Epoch 4 of 4, done'")
        try page.wait("document.querySelectorAll('#progress table.confusion td.hit').length == 2")
        #expect(try page.value("document.querySelector('#progress td.hit').textContent") == "75 %, 3 of 4")
        #expect(try page.value("document.activeElement.tagName") == "SUMMARY")
        #expect(try page.value("document.querySelectorAll('#progress details tbody tr').length") == 4)
      }
    }

    @Test("A server with a token asks for it, refuses another and takes the right one")
    func token() throws {
      let token = "a token of the tests"
      let prepare = { (place: Workplace) in try place.write(Data(token.utf8), to: "token.txt") }
      try visit(["--token-file", "token.txt"], faults: ["401"], prepare: prepare) { visit in
        let page = visit.page
        try visit.open("model")
        try page.wait("document.activeElement.id == 'token'")
        #expect(try page.value("document.getElementById('problem').hidden"))
        #expect(try page.value("getComputedStyle(document.getElementById('model')).display") == "none")
        try page.type("something else")
        try page.press("Enter")
        try page.wait("\(Page.text("problem")).includes('not this server')")
        try page.wait("document.activeElement.id == 'token'")
        try page.type(token)
        try page.press("Enter")
        try page.wait("\(Page.text("card")).includes('drawn')")
        #expect(
          try page.value(
            "document.getElementById('token-form').hidden && document.getElementById('problem').hidden"))
        #expect(try page.value("document.getElementById('to-metrics').hidden"))
        // A reload keeps it.
        try visit.open("model")
        try page.wait("\(Page.text("card")).includes('drawn')")
      }
    }
  }
}
