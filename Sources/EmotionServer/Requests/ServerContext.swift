internal import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request beside the request.
struct ServerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection, to be closed where a client goes on sending what nobody wants.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
