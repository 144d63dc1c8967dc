extension LayerSpec: Codable {
  public init(from decoder: any Decoder) throws { fatalError("to do") }
  public func encode(to encoder: any Encoder) throws { fatalError("to do") }
}
