import Testing

@testable import EmotionServer

@Suite("Who may ask")
struct HostNameTests {
  @Test(
    "Loopback names and addresses",
    arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])
  func loopback(host: String) { #expect(HostName.isLoopback(host)) }

  @Test(
    "Names that only look like it",
    arguments: ["127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "10.0.0.1", "", "127."])
  func notLoopback(host: String) { #expect(!HostName.isLoopback(host)) }

  @Test("The host of an authority")
  func authority() {
    #expect(HostName.host(ofAuthority: "localhost:8080") == "localhost")
    #expect(HostName.host(ofAuthority: "[::1]:80") == "[::1]")
    #expect(HostName.host(ofAuthority: "Example.org") == "example.org")
    for wrong in ["", ":80", "a:b", "a:99999", "[::1", "[::1]x", "a b", "a/b", "a@b", "a:1:2"] {
      #expect(HostName.host(ofAuthority: wrong) == nil, "\(wrong)")
    }
  }

  @Test("A token is equal to itself alone")
  func token() {
    let token = Token("0123456789abcdef")
    #expect(token.admits(authorization: "Bearer 0123456789abcdef"))
    #expect(token.admits(authorization: "bearer 0123456789abcdef"))
    for wrong in [
      nil, "", "Bearer", "Bearer ", "Basic 0123456789abcdef", "Bearer 0123456789abcdeF",
      "Bearer 0123456789abcde", "Bearer 0123456789abcdef0", "Bearer 0123456789abcdef0123456789abcdef",
    ] {
      #expect(!token.admits(authorization: wrong), "\(wrong ?? "nil")")
    }
  }

  @Test("A server for other machines needs a token, and one that cannot be guessed")
  func settings() {
    var settings = ServerSettings()
    #expect(throws: Never.self) { try settings.validate() }
    settings.host = "0.0.0.0"
    #expect(throws: ServerError.tokenMissing(host: "0.0.0.0")) { try settings.validate() }
    settings.token = "short"
    #expect(throws: ServerError.tokenTooShort(length: 5)) { try settings.validate() }
    settings.token = "0123456789abcdef"
    #expect(throws: Never.self) { try settings.validate() }
  }
}
