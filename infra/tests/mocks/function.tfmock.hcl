# modules/function run by itself, as a function named quotes.

override_resource {
  target          = aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/quotes"
  }
}

override_resource {
  target          = aws_iam_role.this
  override_during = plan
  values = {
    arn = "arn:aws:iam::111122223333:role/quotes"
  }
}

override_resource {
  target          = aws_lambda_function.this
  override_during = plan
  values = {
    arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:quotes"
  }
}

override_resource {
  target          = aws_lambda_function_url.this
  override_during = plan
  values = {
    function_url = "https://quotes.lambda-url.ap-northeast-1.on.aws/"
  }
}
