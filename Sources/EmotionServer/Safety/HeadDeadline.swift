internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// Closes a connection whose next request does not begin in time, or which is the oldest of too many that wait.
///
/// The idle limit alone does not: a header that comes a byte at a time is never idle.
final class HeadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limit: TimeAmount
  private let room: WaitingRoom
  private var timer: Scheduled<Void>?
  private var ticket: Int?
  /// Requests whose head came and whose answer is not complete.
  private var openRequests = 0

  /// - Parameters:
  ///   - seconds: How long a head may take.
  ///   - room: Where connections wait for one.
  init(seconds: Double, room: WaitingRoom) {
    limit = .milliseconds(Int64(seconds * 1000))
    self.room = room
  }

  func handlerAdded(context: ChannelHandlerContext) { wait(context) }

  func handlerRemoved(context: ChannelHandlerContext) { stopWaiting() }

  func channelInactive(context: ChannelHandlerContext) {
    stopWaiting()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) {
      openRequests += 1
      stopWaiting()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      openRequests -= 1
      if openRequests <= 0 { wait(context) }
    }
    context.write(data, promise: promise)
  }

  private func wait(_ context: ChannelHandlerContext) {
    stopWaiting()
    let channel = context.channel
    ticket = room.enter(channel)
    timer = context.eventLoop.scheduleTask(in: limit) { channel.close(mode: .all, promise: nil) }
  }

  private func stopWaiting() {
    timer?.cancel()
    if let ticket { room.leave(ticket) }
    ticket = nil
  }
}

/// The connections that have no request on its way: so many, and the oldest leaves for the next. However many somebody
/// opens and leaves silent, who has something to ask finds room.
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
