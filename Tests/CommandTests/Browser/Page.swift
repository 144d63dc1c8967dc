import Foundation
import Testing

/// A page in a browser, used as a person does and asked what it shows.
final class Page {
  let browser: Browser
  private let session: String

  /// Opens an empty page.
  init(_ browser: Browser) throws {
    self.browser = browser
    let target = try browser.call("Target.createTarget", ["url": "about:blank"])["targetId"]
    let attached = try browser.call(
      "Target.attachToTarget", ["targetId": try #require(target), "flatten": true])
    session = try #require(attached["sessionId"] as? String)
    for domain in ["Page", "Runtime", "Network", "Log", "DOM", "Accessibility"] {
      try call("\(domain).enable")
    }
  }

  /// Calls a method of the protocol for this page.
  @discardableResult
  func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    try browser.call(method, parameters, session: session)
  }

  /// What the browser told about this page.
  var events: [Browser.Event] { browser.events.filter { $0.session == session } }

  /// Opens an address anew and waits until the page has read the model's card, or asks for a token.
  func open(_ address: String) throws {
    try call("Page.navigate", ["url": "about:blank"])
    try call("Page.navigate", ["url": address])
    try wait("location.protocol == 'http:' && document.readyState == 'complete'")
    try wait("\(Self.text("model-name")) || !document.getElementById('token-form').hidden")
  }

  // MARK: Asking

  /// An expression that is an element's text.
  static func text(_ id: String) -> String { "document.getElementById('\(id)').textContent" }

  /// The value of an expression; promises are awaited.
  func value<Value>(_ expression: String, as type: Value.Type = Value.self) throws -> Value {
    let value = try evaluate(expression)
    return try #require(value as? Value, "\(expression) is \(value ?? "undefined")")
  }

  /// Runs a statement.
  func run(_ statement: String) throws { _ = try evaluate(statement, returnsValue: false) }

  private func evaluate(_ expression: String, returnsValue: Bool = true) throws -> Any? {
    let answer = try call(
      "Runtime.evaluate",
      [
        "expression": expression, "awaitPromise": true, "returnByValue": returnsValue, "userGesture": true,
      ])
    if let problem = answer["exceptionDetails"] as? [String: Any] {
      throw Browser.Failure(description: "\(expression): \(problem)")
    }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// Waits until an expression is true.
  ///
  /// - Throws: Where it is not in a time that is long even for a busy machine.
  func wait(_ condition: String, _ location: SourceLocation = #_sourceLocation) throws {
    let deadline = Date(timeIntervalSinceNow: Browser.patience)
    while try !value("Boolean(\(condition))", as: Bool.self) {
      guard deadline > Date() else {
        let seen = try value("document.querySelector('main').innerText", as: String.self)
        try #require(Bool(false), "Never: \(condition). The page shows: \(seen)", sourceLocation: location)
        return
      }
      try browser.listen()
    }
  }

  // MARK: Using

  /// Clicks an element in its middle, as a mouse does.
  func click(_ selector: String) throws {
    let place: [Double] = try value(
      """
      (() => {
        const element = document.querySelector(`\(selector)`);
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      })()
      """)
    for type in ["mouseMoved", "mousePressed", "mouseReleased"] {
      try call(
        "Input.dispatchMouseEvent",
        ["type": type, "x": place[0], "y": place[1], "button": "left", "clickCount": 1])
    }
  }

  /// Presses and releases a key: `Tab`, `Enter` or `Space`.
  func press(_ key: String, shift: Bool = false) throws {
    let (name, code, text) =
      switch key {
      case "Enter": ("Enter", 13, "\r")
      case "Space": (" ", 32, " ")
      default: (key, 9, "")
      }
    var event: [String: Any] = ["key": name, "code": key, "windowsVirtualKeyCode": code]
    if shift { event["modifiers"] = 8 }
    var down = event
    down["type"] = text.isEmpty ? "rawKeyDown" : "keyDown"
    if !text.isEmpty { down["text"] = text }
    try call("Input.dispatchKeyEvent", down)
    event["type"] = "keyUp"
    try call("Input.dispatchKeyEvent", event)
  }

  /// Types a text into what has the focus.
  func type(_ text: String) throws { try call("Input.insertText", ["text": text]) }

  /// Presses Tab until an element has the focus.
  func tab(to selector: String, _ location: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<60 {
      try press("Tab")
      if try value("document.activeElement.matches(`\(selector)`)", as: Bool.self) { return }
    }
    Issue.record("Tab never leads to \(selector)", sourceLocation: location)
  }

  /// Chooses files in a file input.
  func choose(_ files: [URL], in selector: String) throws {
    let document = try #require(try call("DOM.getDocument")["root"] as? [String: Any])
    let node = try call(
      "DOM.querySelector", ["nodeId": try #require(document["nodeId"]), "selector": selector])
    try call(
      "DOM.setFileInputFiles", ["files": files.map(\.path), "nodeId": try #require(node["nodeId"])])
  }

  /// Goes to a section as somebody does who presses its link.
  func go(to section: String) throws {
    try click("nav a[href=\"#\(section)\"]")
    try wait("!document.getElementById('\(section)').hidden")
  }

  // MARK: The surroundings

  /// Sets the size of the window, in CSS pixels.
  func size(_ width: Int, _ height: Int) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600])
  }

  /// Sets what the reader prefers.
  func prefer(dark: Bool = false, reducedMotion: Bool = false) throws {
    let features = [
      ["name": "prefers-color-scheme", "value": dark ? "dark" : "light"],
      ["name": "prefers-reduced-motion", "value": reducedMotion ? "reduce" : "no-preference"],
    ]
    try call("Emulation.setEmulatedMedia", ["features": features])
  }

  /// Lets a site use the microphone, or not.
  func allowMicrophone(_ isAllowed: Bool, at address: String) throws {
    try browser.call(
      "Browser.setPermission",
      [
        "permission": ["name": "microphone"], "setting": isAllowed ? "granted" : "denied",
        "origin": address,
      ])
  }

  /// A picture of what is visible, as PNG.
  func screenshot() throws -> Data {
    let text = try call("Page.captureScreenshot", ["format": "png"])["data"] as? String
    return try #require(Data(base64Encoded: text ?? ""))
  }

  // MARK: Faults

  /// What went wrong up to now: errors and warnings of the console, exceptions, violations of the security policy,
  /// requests that failed or left this machine.
  ///
  /// - Parameter expected: Words of faults that the test has brought about.
  /// - Returns: A line for each.
  /// - Throws: Where the browser has ended.
  func faults(except expected: [String] = []) throws -> [String] {
    try browser.listen()
    return events.compactMap(Self.fault).filter { fault in !expected.contains { fault.contains($0) } }
  }

  private static func fault(_ event: Browser.Event) -> String? {
    let parameters = event.parameters
    switch event.method {
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      let isGrave = ["error", "warning"].contains(entry["level"] as? String)
      return isGrave ? "\(entry["text"] ?? "") \(entry["url"] ?? "")" : nil
    case "Runtime.consoleAPICalled":
      let isGrave = ["error", "warning", "assert"].contains(parameters["type"] as? String)
      return isGrave ? "console: \(parameters["args"] ?? "")" : nil
    case "Runtime.exceptionThrown": return "exception: \(parameters["exceptionDetails"] ?? "")"
    case "Network.loadingFailed":
      return parameters["canceled"] as? Bool == true ? nil : "failed: \(parameters["errorText"] ?? "")"
    case "Network.requestWillBeSent":
      let address = (parameters["request"] as? [String: Any])?["url"] as? String ?? ""
      let isHere = ["http://127.0.0.1:", "blob:", "data:", "about:"].contains { address.hasPrefix($0) }
      return isHere ? nil : "asks elsewhere: \(address)"
    default: return nil
    }
  }
}
