internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
public import SpeechEmotion
internal import UnixSignals

/// A server that says what emotion is in a voice: an API, and a page for people.
///
/// ```swift
/// let server = try EmotionServer(detector: EmotionDetector.bundled())
/// try await server.run { address in print("http://\(address)") }
/// ```
///
/// It listens on this machine alone unless its settings say otherwise. See Documentation/serving.md.
public struct EmotionServer: Sendable {
  private let settings: ServerSettings
  private let responder: RouterResponder<ServerContext>
  private let sessions: LiveSessions
  private let departures = Departures()
  private let logger: Logger
  /// Held so that the folder of uploads is there as long as the server.
  private let spool: Spool

  /// Makes a server ready to run.
  ///
  /// - Parameters:
  ///   - detector: The model.
  ///   - settings: Where to listen, who may ask, what to show.
  ///   - isQuiet: Whether only what goes wrong is logged.
  /// - Throws: ``ServerError``, or `CorpusError` where the corpus cannot be read.
  public init(
    detector: EmotionDetector, settings: ServerSettings = ServerSettings(), isQuiet: Bool = false
  ) throws {
    try settings.validate()
    self.settings = settings
    var logger = Logger(label: "speech-emotion-serve") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = isQuiet ? .error : .info
    self.logger = logger
    let limits = settings.limits
    let spool = try Spool(in: FileManager.default.temporaryDirectory, limit: limits.spoolBytes)
    self.spool = spool
    let sessions = LiveSessions(idleSeconds: limits.liveIdleSeconds)
    self.sessions = sessions
    let metrics = Metrics()
    let recordings = WorkGate(places: limits.recordings, workers: limits.workers, name: "recordings")
    let live = WorkGate(places: limits.liveSessions, workers: limits.workers, name: "live")

    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    let table = RouteTable()
    router.add(middleware: Answering(metrics: metrics, table: table, logger: logger))
    router.add(middleware: Doorkeeper(settings))
    try PageFiles().addRoutes(to: router)
    PredictionController(
      detector: detector, gate: recordings, upload: UploadReader(spool: spool, limits: limits),
      limits: limits, departures: departures, metrics: metrics
    ).addRoutes(to: router)
    ModelController(
      detector: detector, limits: limits, hasCorpus: settings.corpus != nil, hasRun: settings.run != nil
    ).addRoutes(to: router)
    LiveController(detector: detector, sessions: sessions, gate: live, limits: limits, metrics: metrics)
      .addRoutes(to: router)
    StreamController(detector: detector, gate: live, limits: limits, metrics: metrics).addRoutes(to: router)
    if let corpus = settings.corpus {
      try CorpusController(corpus, detector: detector, gate: recordings, limits: limits).addRoutes(to: router)
    }
    if let run = settings.run { RunController(folder: run).addRoutes(to: router) }
    router.get("healthz") { _, _ in Response(.object([("status", "ok")])) }
    router.get("metrics") { _, _ in
      Response(
        text: metrics.text(gauges: [
          ("recordings", "Recordings that are uploaded, wait or are heard now.", recordings.count),
          ("listeners", "Live sessions and streams now.", live.count),
          ("spool_bytes", "Bytes of uploads on disk now.", spool.usedBytes),
        ]), type: "text/plain; version=0.0.4; charset=utf-8")
    }
    table.fill(from: router)
    responder = router.buildResponder()
  }

  /// Listens until SIGTERM, SIGINT or the task's cancellation, then lets requests on their way end.
  ///
  /// - Parameter onRunning: Called once clients can connect, with the address, such as `127.0.0.1:8080`.
  /// - Throws: ``ServerError/notListening(host:port:reason:)``.
  public func run(onRunning: @escaping @Sendable (_ address: String) async -> Void = { _ in }) async throws {
    let limits = settings.limits
    let room = WaitingRoom(places: limits.waitingConnections)
    let departures = departures
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(limits, room: room, departures: departures)],
          idleTimeout: .milliseconds(Int64(limits.idleSeconds * 1000)),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
      services: [sessions],
      onServerRunning: { channel in await onRunning(Self.address(channel, fallback: settings)) },
      logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(limits.drainSeconds)
    let group = ServiceGroup(configuration: configuration)
    // A task of its own, so that cancelling this one lets requests end too instead of cutting connections off.
    let running = Task { try await group.run() }
    do {
      try await withTaskCancellationHandler {
        try await running.value
      } onCancel: {
        Task { await group.triggerGracefulShutdown() }
      }
    } catch let error as IOError {
      throw ServerError.notListening(
        host: settings.host, port: settings.port, reason: String(cString: strerror(error.errnoCode)))
    } catch let error as SocketAddressError {
      throw ServerError.notListening(host: settings.host, port: settings.port, reason: "\(error)")
    } catch is CancellationError {
      // What had not ended by then was cut off.
    }
    withExtendedLifetime(spool) {}
  }

  private static func address(_ channel: any Channel, fallback: ServerSettings) -> String {
    let host = fallback.host.contains(":") ? "[\(fallback.host)]" : fallback.host
    return "\(host):\(channel.localAddress?.port ?? fallback.port)"
  }
}
