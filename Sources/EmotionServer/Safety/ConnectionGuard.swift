internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// Closes connections that hold a place without using it: no request begins in time, or nobody reads the answer.
///
/// The idle limit alone does not: a header that comes a byte at a time is never idle.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Requests that may be sent before the first is answered; browsers and curl send one.
  private static let pipelined = 4

  /// How long an answer may wait for its reader before the connection counts as one that waits.
  private static let stall = TimeAmount.seconds(2)

  private let limits: ServerLimits
  private let room: WaitingRoom
  private let departures: Departures
  private var headTimer: Scheduled<Void>?
  private var answerTimer: Scheduled<Void>?
  private var stallTimer: Scheduled<Void>?
  private var ticket: Int?
  /// Requests whose head came and whose answer is not complete.
  private var openRequests = 0
  /// Parts of answers that the client has not taken.
  private var unread = 0

  /// - Parameters:
  ///   - limits: How long a head and a reader may take.
  ///   - room: Where connections wait.
  ///   - departures: Is told when a client closes its side.
  init(_ limits: ServerLimits, room: WaitingRoom, departures: Departures) {
    self.limits = limits
    self.room = room
    self.departures = departures
  }

  func handlerAdded(context: ChannelHandlerContext) { waitForHead(context) }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { departures.left(context.channel) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    departures.left(context.channel)
    stop()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      openRequests += 1
      stopWaiting()
      guard openRequests <= Self.pipelined else {
        context.close(mode: .all, promise: nil)
        return
      }
      if wantsContinue(head) {
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
      }
    }
    context.fireChannelRead(data)
  }

  /// Whether the client waits for leave to send a body that is not refused by its length alone (RFC 9110, 10.1.1).
  private func wantsContinue(_ head: HTTPRequest) -> Bool {
    guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
    let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
    return length <= limits.uploadBytes
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      openRequests -= 1
      if openRequests <= 0 { waitForHead(context) }
    }
    let taken = promise ?? context.eventLoop.makePromise(of: Void.self)
    unread += 1
    waitForReader(context.channel)
    taken.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.wasTaken(context.channel) }
    context.write(data, promise: taken)
  }

  private func wasTaken(_ channel: any Channel) {
    unread -= 1
    answerTimer?.cancel()
    stallTimer?.cancel()
    if openRequests > 0 { leave() }
    if unread > 0 { waitForReader(channel) }
  }

  private func waitForReader(_ channel: any Channel) {
    guard unread > 0 else { return }
    answerTimer?.cancel()
    stallTimer?.cancel()
    answerTimer = close(channel, after: limits.answerSeconds)
    stallTimer = channel.eventLoop.assumeIsolated().scheduleTask(in: Self.stall) { [weak self] in
      self?.enter(channel)
    }
  }

  private func waitForHead(_ context: ChannelHandlerContext) {
    stopWaiting()
    enter(context.channel)
    headTimer = close(context.channel, after: limits.headSeconds)
  }

  private func close(_ channel: any Channel, after seconds: Double) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) {
      channel.close(mode: .all, promise: nil)
    }
  }

  private func enter(_ channel: any Channel) {
    leave()
    ticket = room.enter(channel)
  }

  private func leave() {
    if let ticket { room.leave(ticket) }
    ticket = nil
  }

  private func stopWaiting() {
    headTimer?.cancel()
    leave()
  }

  private func stop() {
    stopWaiting()
    answerTimer?.cancel()
    stallTimer?.cancel()
  }
}

/// The connections that have no request on its way, or an answer that nobody reads: so many, and the oldest leaves for
/// the next. However many somebody opens and leaves, who has something to ask finds room.
final class WaitingRoom: Sendable {
  private struct State {
    var next = 0
    var channels: [Int: any Channel] = [:]
  }

  private let places: Int
  private let state = Mutex(State())

  /// - Parameter places: How many may wait.
  init(places: Int) { self.places = places }

  /// Takes a connection in, and closes the oldest where there is no room.
  ///
  /// - Returns: What ``leave(_:)`` takes.
  func enter(_ channel: any Channel) -> Int {
    let (ticket, oldest) = state.withLock { state in
      let ticket = state.next
      state.next += 1
      state.channels[ticket] = channel
      let oldest = state.channels.count > places ? state.channels.keys.min() : nil
      return (ticket, oldest.flatMap { state.channels.removeValue(forKey: $0) })
    }
    oldest?.close(mode: .all, promise: nil)
    return ticket
  }

  /// Lets a connection go.
  func leave(_ ticket: Int) { _ = state.withLock { $0.channels.removeValue(forKey: ticket) } }
}
