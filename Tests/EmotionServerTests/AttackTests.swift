import Foundation
import TestSupport
import Testing

@testable import EmotionServer

@Suite("What a server has to withstand")
struct AttackTests {
  private static let voice = TestAudio.wav(seconds: 1)

  @Test("Names that were made to point here, and pages of other sites, are refused")
  func hosts() throws {
    try LocalServer.with { port in
      for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "a b", ""]
      {
        let answer = try RawConnection.ask(port, "GET", "/v1/model", headers: ["Host": host])
        #expect(answer.status == 421 || answer.status == 400, "\(host): \(answer.status)")
      }
      #expect(
        try RawConnection.ask(port, "GET", "/v1/model", headers: ["Host": "127.0.0.1:\(port)"]).status == 200)
      let foreign = [
        ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://localhost:1"],
        ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"],
      ]
      for headers in foreign {
        let answer = try RawConnection.ask(port, "POST", "/v1/live", headers: headers, body: Data())
        #expect(answer.status == 403, "\(headers)")
      }
      let own = ["Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"]
      #expect(try RawConnection.ask(port, "POST", "/v1/live", headers: own, body: Data()).status == 201)
      let link = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"]
      #expect(try RawConnection.ask(port, "GET", "/", headers: link).status == 200)
    }
  }

  @Test("Without the token there is the page, and nothing else")
  func token() throws {
    try LocalServer.with {
      $0.token = "0123456789abcdef"
    } _: { port in
      for path in [
        "/v1/model", "/metrics", "/v1/live/x", "//v1/model", "///v1//model", "/metrics/", "/v1/run",
      ] {
        let answer = try RawConnection.ask(port, "GET", path)
        #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer", "\(path)")
      }
      #expect(try RawConnection.ask(port, "GET", "/").status == 200)
      #expect(try RawConnection.ask(port, "GET", "/healthz").status == 200)
      let right = ["Authorization": "Bearer 0123456789abcdef"]
      #expect(try RawConnection.ask(port, "GET", "/v1/model", headers: right).status == 200)
    }
  }

  @Test(
    "Too large a body is refused: before it is read where its length is known, and on the way where it is not"
  )
  func oversized() throws {
    try LocalServer.with {
      $0.limits.uploadBytes = 100_000
    } _: { port in
      let connection = try RawConnection(port: port)
      connection.send("POST", "/v1/predictions", headers: ["Content-Length": "99999999999"])
      let known = try #require(connection.answer())
      #expect(known.status == 413 && known.text.contains("97 KB"), "\(known.text)")
      #expect(connection.more() == nil)

      let chunked = try RawConnection(port: port)
      chunked.send("POST", "/v1/predictions", headers: ["Transfer-Encoding": "chunked"])
      let block = Data("10000\r\n".utf8) + Data(count: 65_536) + Data("\r\n".utf8)
      for _ in 0..<4 { chunked.send(block) }
      #expect(try #require(chunked.answer()).status == 413)
      // Whoever goes on is not listened to.
      let end = ContinuousClock.now + .seconds(60)
      var isListening = true
      while isListening, ContinuousClock.now < end { isListening = chunked.send(block) }
      #expect(!isListening)
      let metrics = try RawConnection.ask(port, "GET", "/metrics").text
      #expect(
        metrics.contains("speech_emotion_spool_bytes 0\n")
          && metrics.contains("speech_emotion_recordings 0\n"))
    }
  }

  @Test("A small file with hours of silence in it is not heard to its end")
  func bomb() throws {
    try LocalServer.with {
      $0.limits.audioSeconds = 20
    } _: { port in
      let answer = try RawConnection.ask(port, "POST", "/v1/predictions", body: TestAudio.wav(seconds: 40))
      #expect(answer.status == 413 && answer.text.contains("too_long"), "\(answer.text)")
    }
  }

  @Test("A slow body, slow headers and idle connections end")
  func slow() throws {
    try LocalServer.with {
      $0.limits.idleSeconds = 1
      $0.limits.headSeconds = 3
      $0.limits.patienceSeconds = 0.5
      $0.limits.uploadBytesPerSecond = 1_000_000
    } _: { port in
      let dripping = try RawConnection(port: port)
      dripping.send("POST", "/v1/predictions", headers: ["Content-Length": "1000000"])
      for _ in 0..<8 {
        dripping.send(Data(count: 10))
        Thread.sleep(forTimeInterval: 0.2)
      }
      #expect(try #require(dripping.answer()).status == 408)
      let silent = try RawConnection(port: port)
      silent.send("POST", "/v1/predictions", headers: ["Content-Length": "1000000"])
      #expect(silent.more() == nil)
      let head = try RawConnection(port: port)
      head.send(Data("GET / HTTP/1.1\r\nHost: localhost\r\nX-".utf8))
      #expect(head.more() == nil)
      let drip = try RawConnection(port: port)
      drip.send(Data("GET / HTTP/1.1\r\nHost: localhost\r\nX-".utf8))
      var sent = 0
      while sent < 1000, drip.send(Data("a".utf8)) {
        Thread.sleep(forTimeInterval: 0.1)
        sent += 1
      }
      #expect(sent < 1000)
      let idle = try (0..<50).map { _ in try RawConnection(port: port) }
      #expect(idle.allSatisfy { $0.more() == nil })
      #expect(try RawConnection.ask(port, "GET", "/healthz").status == 200)
    }
  }

  @Test("However many connections are silent, a request is answered")
  func crowd() throws {
    try LocalServer.with {
      $0.limits.connections = 40
      $0.limits.waitingConnections = 10
      $0.limits.idleSeconds = 600
      $0.limits.headSeconds = 600
    } _: { port in
      let silent = try (0..<200).map { _ in try RawConnection(port: port) }
      #expect(try RawConnection.ask(port, "GET", "/healthz").status == 200)
      // The oldest had to leave.
      #expect(silent[0].more() == nil)
    }
  }

  @Test("Who does not read the answers does not keep others from theirs")
  func unread() throws {
    try LocalServer.with {
      $0.limits.connections = 40
      $0.limits.waitingConnections = 10
      $0.limits.answerSeconds = 600
      $0.limits.idleSeconds = 600
    } _: { port in
      let greedy = try (0..<60).map { _ in try RawConnection(port: port, receiveBuffer: 4096) }
      let requests = Data(
        repeatElement("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 4).joined().utf8)
      for connection in greedy { connection.send(requests) }
      #expect(try RawConnection.ask(port, "GET", "/healthz").status == 200)
      let pipelining = try RawConnection(port: port)
      pipelining.send(Data(repeatElement(requests, count: 50).joined()))
      while pipelining.more() != nil {}
    }
  }

  @Test("Who leaves gives its place back")
  func leaving() throws {
    try LocalServer.with {
      $0.limits.recordings = 1
      $0.limits.audioSeconds = 40_000
    } _: { port in
      // Twenty minutes take long to hear; the header's lengths are those of ten seconds, so it is written anew.
      let short = TestAudio.wav(seconds: 10)
      var long = Data(short.prefix(44))
      long.replaceSubrange(
        40..<44, with: withUnsafeBytes(of: UInt32(120 * (short.count - 44)).littleEndian) { Data($0) })
      for _ in 0..<120 { long += short.dropFirst(44) }
      var leaver: RawConnection? = try RawConnection(port: port)
      leaver?.send("POST", "/v1/predictions?timeline=1", body: long)
      #expect(try RawConnection.ask(port, "POST", "/v1/predictions", body: Self.voice).status == 503)
      leaver = nil
      var status = 503
      for _ in 0..<600 where status == 503 {
        Thread.sleep(forTimeInterval: 0.1)
        status = try RawConnection.ask(port, "POST", "/v1/predictions", body: Self.voice).status
      }
      #expect(status == 200)
    }
  }

  @Test("What breaks off is the client's fault; two requests come by one connection; a hundred says go on")
  func manners() throws {
    try LocalServer.with { port in
      let broken = try RawConnection(port: port)
      broken.send("POST", "/v1/predictions", headers: ["Transfer-Encoding": "chunked"])
      broken.send(Data("5\r\nhello\r\nnonsense\r\n".utf8))
      #expect((broken.answer()?.status ?? 400) == 400)
      let two = try RawConnection(port: port)
      for _ in 0..<2 {
        two.send("POST", "/v1/predictions", body: Self.voice)
        #expect(try #require(two.answer()).status == 200)
      }
      let polite = try RawConnection(port: port)
      polite.send(
        "POST", "/v1/predictions",
        headers: ["Content-Length": "\(Self.voice.count)", "Expect": "100-continue"])
      #expect(try #require(polite.answer(hasBody: false)).status == 100)
      polite.send(Self.voice)
      #expect(try #require(polite.answer()).status == 200)
    }
  }

  @Test("Headers without end are refused, and so are requests that are none")
  func headers() throws {
    try LocalServer.with { port in
      let large = try RawConnection(port: port)
      large.send("GET", "/", headers: ["X-Large": String(repeating: "a", count: 100_000)])
      let answer = large.answer()
      #expect(answer == nil || answer?.status == 400 || answer?.status == 431)
      let nonsense = try RawConnection(port: port)
      nonsense.send(Data("this is no request\r\n\r\n".utf8))
      #expect((nonsense.answer()?.status ?? 400) == 400)
      #expect(try RawConnection.ask(port, "GET", "/healthz").status == 200)
    }
  }

  @Test("Who comes when all places are taken is told so at once, and when to come again")
  func overload() throws {
    try LocalServer.with {
      $0.limits.recordings = 1
      $0.limits.liveSessions = 2
    } _: { port in
      let holder = try RawConnection(port: port)
      holder.send("POST", "/v1/predictions", headers: ["Content-Length": "\(Self.voice.count)"])
      holder.send(Self.voice.prefix(100))
      Thread.sleep(forTimeInterval: 0.3)
      let refused = try RawConnection.ask(port, "POST", "/v1/predictions", body: Self.voice)
      #expect(refused.status == 503 && Int(refused.headers["retry-after"] ?? "") == 2, "\(refused.text)")
      holder.send(Self.voice.dropFirst(100))
      #expect(try #require(holder.answer()).status == 200)
      #expect(try RawConnection.ask(port, "POST", "/v1/predictions", body: Self.voice).status == 200)
      for status in [201, 201, 503] {
        #expect(try RawConnection.ask(port, "POST", "/v1/live", body: Data()).status == status)
      }
    }
  }

  @Test("A live session that nobody feeds ends, and gives its place back")
  func idleSession() throws {
    try LocalServer.with {
      $0.limits.liveSessions = 1
      $0.limits.liveIdleSeconds = 1
    } _: { port in
      let audio = try #require(
        try RawConnection.ask(port, "POST", "/v1/live", body: Data()).json()["audio"] as? String)
      Thread.sleep(forTimeInterval: 0.5)
      #expect(
        try RawConnection.ask(port, "POST", "\(audio)?sequence=0", body: Data(count: 3200)).status == 200)
      Thread.sleep(forTimeInterval: 2.5)
      #expect(
        try RawConnection.ask(port, "POST", "\(audio)?sequence=1", body: Data(count: 3200)).status == 404)
      #expect(try RawConnection.ask(port, "POST", "/v1/live", body: Data()).status == 201)
    }
  }
}
