#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What stands in a `Host` or `Origin` header.
enum HostName {
  /// Whether a host names this machine for itself alone.
  static func isLoopback(_ host: String) -> Bool {
    let bare = unbracketed(host.lowercased())
    if bare == "localhost" || bare == "::1" { return true }
    return bare.hasPrefix("127.") && isNumeric(bare)
  }

  /// Whether a host is an address rather than a name. A name can be made to point anywhere (DNS rebinding), an
  /// address cannot.
  static func isNumeric(_ host: String) -> Bool {
    let bare = unbracketed(host)
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, bare, &four) == 1 || inet_pton(AF_INET6, bare, &six) == 1
  }

  /// The host of `host`, `host:port`, `[address]` or `[address]:port`; nil where it is none of these.
  static func host(ofAuthority authority: String) -> String? {
    let text = authority.lowercased()
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || isPort(rest) else { return nil }
      return String(text[...end])
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
    guard parts.count == 1 || isPort(":" + parts[1]) else { return nil }
    let plain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
    return plain ? String(name) : nil
  }

  private static func isPort(_ text: some StringProtocol) -> Bool {
    text.first == ":" && text.count > 1 && UInt16(text.dropFirst()) != nil
  }

  private static func unbracketed(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }
}
