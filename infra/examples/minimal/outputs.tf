output "caller_function_url" {
  description = "HTTPS address of the caller."
  value       = module.private_invoke.caller_function_url
}
