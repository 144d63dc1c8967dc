import Foundation
import TestSupport
import Testing

extension BrowserTests {
  @Suite("Speak")
  struct Speak {
    private static let isHeard = "document.querySelector('#recorded article canvas')"

    @Test("By keyboard: listen, see it live, stop, play a part of what was recorded")
    func speaking() throws {
      try visit(microphone: TestAudio.conversation()) { visit in
        let page = visit.page
        try visit.open()
        try page.allowMicrophone(true, at: visit.server.address)
        try page.tab(to: "#record")
        try page.press("Enter")
        try page.wait("document.getElementById('record').getAttribute('aria-pressed') == 'true'")
        #expect(try page.value("document.activeElement.id") == "record")
        try page.wait("\(Page.text("clock")) != '0:00'")
        try page.wait("Number(document.getElementById('level').style.getPropertyValue('--share')) > 0.2")
        try page.wait(
          "\(Page.text("now-label")) != 'Say something' && \(Page.text("now-share")).endsWith(' %')")
        try page.wait(
          "[...document.querySelectorAll('#bars .fill')].some((fill) => Number(fill.style.getPropertyValue('--share')) > 0)"
        )
        // It goes on moving.
        try page.run(
          """
          window.changes = 0;
          new MutationObserver((list) => { changes += list.length; })
            .observe(document.getElementById("level"), { attributes: true });
          """)
        try page.wait("changes > 12")
        try page.wait("\(Page.text("clock")) >= '0:04'")
        try page.press("Space")
        try page.wait(Self.isHeard)
        #expect(try page.value("document.getElementById('live').hidden"))
        #expect(try page.value("document.activeElement.id") == "record")
        try Self.checkRecording(page)
      }
    }

    /// The recording's picture has something on it; a segment's button plays it from there.
    static func checkRecording(_ page: Page) throws {
      // It is drawn when the browser has laid it out, which is after it stands in the page.
      try page.wait(
        """
        (() => {
          const canvas = document.querySelector("#recorded canvas");
          const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const colours = new Set();
          for (let at = 0; at < bytes.length; at += 4) colours.add((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]);
          return colours.size > 50;
        })()
        """)
      try page.wait("document.querySelector('#recorded audio').readyState >= 1")
      #expect(try page.value("document.querySelector('#recorded audio').duration > 3"))
      try page.wait("document.querySelector('#recorded .segments button')")
      try page.run(
        "window.played = 0; document.querySelector('#recorded audio').addEventListener('playing', () => { played += 1; })"
      )
      try page.click("#recorded .segments li:last-child button")
      try page.wait("played > 0 && document.querySelector('#recorded audio').currentTime > 0")
      try page.wait("!document.querySelector('#recorded .playhead').hidden")
    }

    @Test("A server that does not answer for a while, an old browser, a microphone that goes away")
    func interruptions() throws {
      let lost = ["ERR_INTERNET_DISCONNECTED", "ScriptProcessorNode is deprecated"]
      try visit(microphone: TestAudio.conversation(), faults: lost) { visit in
        let page = visit.page
        try visit.open()
        try page.allowMicrophone(true, at: visit.server.address)
        // As browsers without worklets have it.
        try page.run(
          "delete window.AudioWorkletNode; Object.defineProperty(BaseAudioContext.prototype, 'audioWorklet', { value: undefined })"
        )
        // Lends the page a handle on the microphone, as a person has a plug.
        try page.run(
          """
          const lend = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = async (wish) => { window.plug = await lend(wish); return plug; };
          """)
        try page.click("#record")
        try page.wait("\(Page.text("clock")) >= '0:01'")
        let offline: [String: Any] = ["latency": 0, "downloadThroughput": -1, "uploadThroughput": -1]
        try page.call("Network.emulateNetworkConditions", offline.merging(["offline": true]) { $1 })
        try page.wait("\(Page.text("break")) != ''")
        // Long enough for more than one chunk may hold.
        try page.run("new Promise((done) => setTimeout(done, 7000))")
        let stood: String = try page.value(Page.text("clock"))
        try page.call("Network.emulateNetworkConditions", offline.merging(["offline": false]) { $1 })
        try page.wait("\(Page.text("break")) == '' && \(Page.text("clock")) > '\(stood)'")
        try page.run("plug.getTracks()[0].dispatchEvent(new Event('ended'))")
        try page.wait(Self.isHeard)
        #expect(try page.value("\(Page.text("problem")).includes('microphone went away')"))
      }
    }

    @Test("A recording that the server cannot hear is kept, and heard when it can")
    func kept() throws {
      try visit(microphone: TestAudio.conversation(), faults: ["ERR_INTERNET_DISCONNECTED"]) { visit in
        let page = visit.page
        try visit.open()
        try page.allowMicrophone(true, at: visit.server.address)
        try page.click("#record")
        try page.wait("\(Page.text("clock")) >= '0:02'")
        let offline: [String: Any] = ["latency": 0, "downloadThroughput": -1, "uploadThroughput": -1]
        try page.call("Network.emulateNetworkConditions", offline.merging(["offline": true]) { $1 })
        try page.click("#record")
        try page.wait(
          "document.querySelector('#recorded .problem') && document.querySelector('#recorded audio')")
        try page.call("Network.emulateNetworkConditions", offline.merging(["offline": false]) { $1 })
        try page.click("#recorded article button")
        try page.wait(Self.isHeard)
      }
    }

    @Test("Where the microphone is not lent or not there, the page says what to do")
    func refusals() throws {
      try visit { visit in
        try visit.open()
        try visit.page.allowMicrophone(false, at: visit.server.address)
        try visit.page.click("#record")
        try visit.page.wait("\(Page.text("problem")).includes('Allow it')")
        #expect(try visit.page.value("!document.getElementById('record').disabled"))
      }
      try visit(hasMicrophone: false) { visit in
        try visit.open()
        try visit.page.allowMicrophone(true, at: visit.server.address)
        try visit.page.click("#record")
        try visit.page.wait("\(Page.text("problem")).includes('no microphone')")
      }
    }
  }
}
